package org.espalier.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
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
    private static final LocalDateTime SAME_EVERY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

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
     */
    public record Opened(ComputationGraph graph, List<String> ignored) {
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
            ComputationGraphConfiguration configuration = configuration(archive.configuration(), name);
            check(weights, configuration, name);
            return new Opened(build(configuration, weights), archive.ignored());
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
        write(graph.getConfiguration().toJson(), graph.params(), file);
    }

    /** The same for a chain of layers, which stays one for DL4J. */
    public static void write(MultiLayerNetwork chain, Path file) throws Refused {
        write(chain.getLayerWiseConfigurations().toJson(), chain.params(), file);
    }

    private static void write(String json, INDArray weights, Path file) throws Refused {
        String name = file.toString();
        try {
            byte[] zip = zip(json, weights);
            ModelArchive again = ModelArchive.read(new ByteArrayInputStream(zip), name);
            float[] values = ParameterArray.read(again.coefficients(), name);
            check(values, configuration(again.configuration(), name), name);
            if (!Arrays.equals(values, weights.dup().data().asFloat())) {
                throw new IllegalStateException("weights written are not the weights read: " + name);
            }
            AtomicWrite.write(file, out -> out.write(zip));
        } catch (IOException failed) {
            throw new Refused(failed, "model.cannotWrite", name, String.valueOf(failed.getMessage()));
        }
    }

    /**
     * How large the file of a network is, in bytes.
     *
     * @param content configuration and weights
     * @param zipped the file itself, in which they are compressed
     */
    public record Size(long content, long zipped) {}

    /** The size of the file that {@link #write(ComputationGraph, Path)} would make; nothing is written. */
    public static Size sizeOf(Network network) {
        String json = network.engine().getConfiguration().toJson();
        INDArray weights = network.engine().params();
        long content = json.getBytes(StandardCharsets.UTF_8).length + weights.length() * Float.BYTES;
        try {
            return new Size(content, zip(json, weights).length);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static byte[] zip(String json, INDArray weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry(ModelArchive.CONFIGURATION));
            zip.write(json.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(entry(ModelArchive.COEFFICIENTS));
            DataOutputStream out = new DataOutputStream(zip);
            Nd4j.write(weights, out);
            out.flush();
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(SAME_EVERY_TIME);
        return entry;
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

    private static ComputationGraphConfiguration configuration(byte[] bytes, String name) throws Refused {
        String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Refused(notText, "model.configurationDamaged", name);
        }
        ComputationGraphConfiguration configuration = ConfigurationCheck.of(json, name) == ConfigurationCheck.Kind.GRAPH
                ? ComputationGraphConfiguration.fromJson(json)
                : ChainAsGraph.of(MultiLayerConfiguration.fromJson(json));
        configuration.setDataType(DataType.FLOAT);
        return configuration;
    }

    /** Before anything is allocated by the configuration's word. */
    private static void check(float[] weights, ComputationGraphConfiguration configuration, String name)
            throws Refused {
        long wanted = 0;
        for (GraphVertex vertex : configuration.getVertices().values()) {
            wanted = Math.addExact(wanted, vertex.numParams(true));
        }
        if (wanted != weights.length) {
            throw new Refused("model.weightCount", name, wanted, weights.length);
        }
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw new Refused("model.notFinite", name);
            }
        }
    }

    private static ComputationGraph build(ComputationGraphConfiguration configuration, float[] weights) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(Nd4j.create(weights, new long[] {1, weights.length}, 'c'), false);
        return graph;
    }

    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return message.length() <= 200 ? message : message.substring(0, 200) + "\u2026";
    }
}
