package org.espalier.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Model files in DL4J's own format: a zip of a configuration and the weights.
 *
 * <p>Files are untrusted: DL4J's reader runs code that a file brings along, and dies of wrong lengths. So none of its
 * bytes reach that reader, {@code Nd4j.read} or Java's deserialisation; we take the file apart, check the parts, and
 * build the network from our own values. A file that cannot be used ends in {@link Refused}, whatever is wrong with it.
 *
 * <p>What the format does not hold: the size of the images that the network takes.
 */
public final class ModelFile {

    private static final long LARGEST_FILE = 2L << 30;
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Set<DataType> PRECISIONS = Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16);

    static {
        NativeSetup.apply();
        AllowedTypes.install();
    }

    private ModelFile() {}

    /**
     * What a file held.
     *
     * @param graph the network, in 32-bit floats; the caller's to close
     * @param ignored names of entries that were not opened, such as a normaliser or serialised Java objects
     * @param form how it lay there
     */
    public record Opened(ComputationGraph graph, List<String> ignored, StoredForm form) {
        public Opened {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Opens a model file.
     *
     * @throws Refused if it is missing, damaged, of another kind, too large, or not a network that can be built
     */
    public static Opened read(Path file) throws Refused {
        String name = file.toString();
        if (!Files.exists(file)) {
            throw new Refused("model.missing", name);
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new Refused("model.notAFile", name);
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new Refused("model.tooLarge", name, LARGEST_FILE >> 30);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, name);
            }
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "model.unreadable", name, String.valueOf(unreadable.getMessage()));
        }
    }

    /**
     * Reads a model from a stream, which it closes.
     *
     * @param name what messages call it
     */
    public static Opened read(InputStream stream, String name) throws Refused {
        try {
            ModelArchive archive = ModelArchive.read(sniffed(stream, name), name);
            float[] weights = ParameterArray.read(archive.coefficients(), name);
            Parsed parsed = Parsed.of(archive.configuration(), name);
            checkCount(weights, parsed.graph, name);
            StoredForm form = new StoredForm(parsed.chain, parsed.precision, archive.file(), archive.ignored());
            KerasOrder order = KerasOrder.takenOutOf(parsed.graph, name);
            ComputationGraph graph = build(parsed.graph, weights);
            order.turn(graph);
            return new Opened(graph, archive.ignored(), form);
        } catch (IOException unreadable) {
            throw new Refused(unreadable, "model.unreadable", name, String.valueOf(unreadable.getMessage()));
        } catch (OutOfMemoryError full) {
            throw new Refused(full, "model.outOfMemory", name);
        } catch (StackOverflowError tooDeep) {
            throw new Refused(tooDeep, "model.configurationTooLarge", name);
        } catch (RuntimeException notANetwork) {
            throw new Refused(notANetwork, "model.cannotBuild", name, reason(notANetwork));
        }
    }

    /** The network alone of {@link #read(Path)}. */
    public static ComputationGraph readGraph(Path file) throws Refused {
        return read(file).graph();
    }

    /** The network alone of {@link #read(InputStream, String)}. */
    public static ComputationGraph readGraph(InputStream stream, String name) throws Refused {
        return read(stream, name).graph();
    }

    /**
     * Writes a network without the state of its optimiser, for DL4J and for {@link #read}: the same network always gives
     * the same bytes. What is written has been read back and compared before it replaces an existing file.
     *
     * @throws Refused if it cannot be written, or would not be readable
     */
    public static void write(ComputationGraph graph, Path file) throws Refused {
        write(graph, file, Disk.SYSTEM);
    }

    /** The same on a disk of one's own. */
    public static void write(ComputationGraph graph, Path file, Disk disk) throws Refused {
        write(new ModelContent(graph.getConfiguration().toJson(), graph.params()), file, disk);
    }

    /** The same for a chain of layers, which stays one for DL4J. */
    public static void write(MultiLayerNetwork chain, Path file) throws Refused {
        write(new ModelContent(chain.getLayerWiseConfigurations().toJson(), chain.params()), file, Disk.SYSTEM);
    }

    private static void write(ModelContent content, Path file, Disk disk) throws Refused {
        try (StagedFiles files = new StagedFiles(disk)) {
            stage(content, file, files, Progress.NONE);
            files.commit();
        } catch (IOException failed) {
            throw new Refused(failed, "model.cannotWrite", file, reason(failed));
        } catch (JobCancelled never) {
            throw new IllegalStateException(never);
        }
    }

    /**
     * Writes a network beside the file that is to hold it: as it lay in its own file, a chain of layers where it was one,
     * without the state of its optimiser. What is written has been read back and compared.
     *
     * @return where it lies until the files are committed
     * @throws IOException if it cannot be written
     * @throws Refused if there is no room for it, or it would not be readable
     */
    public static Path stage(Network network, Path file, StagedFiles files, Progress progress)
            throws IOException, Refused, JobCancelled {
        return stage(ModelContent.of(network), file, files, progress);
    }

    /**
     * How large the file of a network is, in bytes.
     *
     * @param content configuration and weights
     * @param zipped the file itself, in which they are compressed
     */
    public record Size(long content, long zipped) {}

    /** The size of the file that a network would be exported to; nothing is written. */
    public static Size sizeOf(Network network) {
        ModelContent content = ModelContent.of(network);
        CountedOutput counted = new CountedOutput();
        try {
            content.writeTo(counted);
        } catch (IOException nothingIsWritten) {
            throw new UncheckedIOException(nothingIsWritten);
        }
        return new Size(content.bytes(), counted.count());
    }

    /**
     * Looks whether there is room for the file of a network, as it is or with other weights.
     *
     * @throws IOException if the place cannot be looked at
     * @throws Refused if there is none
     */
    public static void checkRoom(Network network, Path file, StagedFiles files) throws IOException, Refused {
        ModelContent content = ModelContent.of(network);
        // Trained weights may need more digits than a half has.
        int widths = content.weights().dataType() == DataType.FLOAT16 ? 2 : 1;
        checkRoom(widths * content.mostBytes(), file, files);
    }

    private static void checkRoom(long bytes, Path file, StagedFiles files) throws IOException, Refused {
        long room = files.room(file);
        if (room < bytes) {
            throw new Refused("model.noRoom", file, megabytes(bytes), megabytes(room));
        }
    }

    private static Path stage(ModelContent content, Path file, StagedFiles files, Progress progress)
            throws IOException, Refused, JobCancelled {
        checkRoom(content.mostBytes(), file, files);
        try {
            Path beside = files.stage(file, out -> content.writeTo(new ReportedOutput(out, content.bytes(), progress)));
            compare(beside, content, file.toString());
            return beside;
        } catch (ReportedOutput.Stopped stopped) {
            throw stopped.reason();
        }
    }

    private static void compare(Path beside, ModelContent content, String name) throws IOException, Refused {
        ModelArchive again;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(beside), 1 << 16)) {
            again = ModelArchive.read(in, name);
        }
        float[] values = ParameterArray.read(again.coefficients(), name);
        checkCount(values, Parsed.of(again.configuration(), name).graph(), name);
        if (!Arrays.equals(values, content.values())) {
            throw new IllegalStateException("weights written are not the weights read: " + name);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new Refused("model.notFinite", name);
            }
        }
    }

    private static String megabytes(long bytes) {
        return Text.decimal(bytes / 1e6, 1);
    }

    private static InputStream sniffed(InputStream stream, String name) throws IOException, Refused {
        BufferedInputStream in = new BufferedInputStream(stream, 1 << 16);
        in.mark(ZIP.length);
        byte[] start = in.readNBytes(ZIP.length);
        in.reset();
        if (Arrays.equals(start, HDF5)) {
            throw new Refused("model.keras", name);
        }
        if (start.length == 0) {
            throw new Refused("model.empty", name);
        }
        if (!Arrays.equals(start, ZIP)) {
            throw new Refused("model.notDl4j", name);
        }
        return in;
    }

    /**
     * A configuration that was looked through.
     *
     * @param graph in single precision
     * @param chain what it was, where it was a chain of layers
     * @param precision that the file asks for
     */
    private record Parsed(
            ComputationGraphConfiguration graph, @Nullable MultiLayerConfiguration chain, DataType precision) {

        static Parsed of(byte[] bytes, String name) throws Refused {
            String json = text(bytes, name);
            boolean isGraph = ConfigurationCheck.of(json, name) == ConfigurationCheck.Kind.GRAPH;
            MultiLayerConfiguration chain = isGraph ? null : MultiLayerConfiguration.fromJson(json);
            ComputationGraphConfiguration graph =
                    chain == null ? ComputationGraphConfiguration.fromJson(json) : ChainAsGraph.of(chain);
            DataType precision = graph.getDataType();
            graph.setDataType(DataType.FLOAT);
            return new Parsed(graph, chain, PRECISIONS.contains(precision) ? precision : DataType.FLOAT);
        }

        private static String text(byte[] bytes, String name) throws Refused {
            try {
                return KerasOrder.translated(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException notText) {
                throw new Refused(notText, "model.configurationDamaged", name);
            }
        }
    }

    /** Before anything is allocated by the configuration's word. */
    private static void checkCount(float[] weights, ComputationGraphConfiguration configuration, String name)
            throws Refused {
        long wanted = 0;
        for (GraphVertex vertex : configuration.getVertices().values()) {
            wanted = Math.addExact(wanted, ParameterCount.of(vertex));
        }
        if (wanted != weights.length) {
            throw new Refused("model.weightCount", name, wanted, weights.length);
        }
    }

    private static ComputationGraph build(ComputationGraphConfiguration configuration, float[] weights) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(Nd4j.create(weights, new long[] {1, weights.length}, 'c'), false);
        return graph;
    }

    /** The first line of what an error says, not too long for a sentence. */
    static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return message.length() <= 200 ? message : message.substring(0, 200) + "\u2026";
    }
}
