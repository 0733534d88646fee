package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network is written as it was read. */
class StoredFormTest {

    private static final Shape IMAGES = new Shape(8, 8, 1);

    @TempDir
    private Path folder;

    @Test
    void aChainStaysOneWithAllThatItsConfigurationSaid() throws Exception {
        MultiLayerNetwork chain = SavedNetworks.chain(CNN2DFormat.NCHW, DataType.FLOAT);
        chain.setIterationCount(70);
        chain.setEpochCount(3);
        Path file = folder.resolve("chain.zip");
        ModelSerializer.writeModel(chain, file.toFile(), true);
        Network network = open(file);
        assertEquals("MultiLayerNetwork", network.form().kind());

        Path again = write(network);

        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(again.toFile());
        assertEquals(
                chain.getLayerWiseConfigurations().toJson(),
                restored.getLayerWiseConfigurations().toJson());
        assertEquals(chain.params(), restored.params());
        INDArray images = SavedNetworks.images(CNN2DFormat.NCHW);
        assertEquals(chain.output(images), restored.output(images));
    }

    @Test
    void aGraphStaysOne() throws Exception {
        ComputationGraph graph = SavedNetworks.residual();
        graph.getConfiguration().setIterationCount(70);
        Path file = folder.resolve("graph.zip");
        ModelSerializer.writeModel(graph, file.toFile(), true);
        Network network = open(file);
        assertEquals("ComputationGraph", network.form().kind());

        ComputationGraph restored =
                ModelSerializer.restoreComputationGraph(write(network).toFile());

        assertEquals(
                graph.getConfiguration().toJson(), restored.getConfiguration().toJson());
        assertEquals(graph.params(), restored.params());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE", "HALF"})
    void thePrecisionIsKept(DataType type) throws Exception {
        Path file = folder.resolve("typed.zip");
        MultiLayerNetwork chain = SavedNetworks.chain(CNN2DFormat.NCHW, DataType.FLOAT);
        ModelSerializer.writeModel(chain.convertDataType(type), file.toFile(), false);
        Network network = open(file);

        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(write(network).toFile());

        assertEquals(type, restored.params().dataType());
        assertArrayEquals(
                network.engine().params().dup().data().asFloat(),
                restored.params().dup().data().asFloat());
    }

    /** A third has more digits than a half can hold. */
    @Test
    void weightsThatWouldLoseDigitsAreWrittenInSinglePrecision() throws Exception {
        Path file = folder.resolve("half.zip");
        MultiLayerNetwork chain = SavedNetworks.chain(CNN2DFormat.NCHW, DataType.FLOAT);
        ModelSerializer.writeModel(chain.convertDataType(DataType.FLOAT16), file.toFile(), false);
        Network network = open(file);
        network.engine().params().putScalar(0, 1f / 3);

        Network again = open(write(network));

        assertEquals(1f / 3, again.engine().params().getFloat(0));
        assertEquals(DataType.FLOAT, again.form().precision());
    }

    @Test
    void aNetworkKnowsTheFileThatItCameFrom() throws Exception {
        Map<String, byte[]> entries = Zips.savedByDl4j(SavedNetworks.residual(), true);
        entries.put("normalizer.bin", new byte[10]);
        Path file = folder.resolve("known.zip");
        byte[] bytes = Zips.zip(entries);
        Files.write(file, bytes);

        Network network = open(file);
        StoredForm form = network.form();

        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), form.sha256());
        assertEquals(bytes.length, form.bytes());
        assertEquals(List.of("normalizer.bin"), form.leftOut());
        assertEquals(form, network.as(SavedNetworks.residual()).form(), "what becomes of a network remembers it");
    }

    @Test
    void withoutRoomNothingIsWritten() throws IOException {
        Disk full = new Disk() {
            @Override
            public long room(Path place) {
                assertEquals(folder, place);
                return 900;
            }
        };
        Path file = folder.resolve("a.zip");
        try (StagedFiles files = new StagedFiles(full)) {
            Network network = TinyNetworks.dense();
            Refused refused = assertThrows(Refused.class, () -> ModelFile.stage(network, file, files, Progress.NONE));
            assertEquals("model.noRoom", refused.key());
        }
        assertEquals(List.of(), filesThere());
    }

    @Test
    void writingStopsOnceNobodyWantsIt() throws IOException {
        Network large = TinyNetworks.articleCnn();
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            assertThrows(
                    JobCancelled.class,
                    () -> ModelFile.stage(large, folder.resolve("a.zip"), files, (done, total) -> {
                        throw new JobCancelled();
                    }));
        }
        assertEquals(List.of(), filesThere());
    }

    private List<Path> filesThere() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Network open(Path file) throws Refused {
        return new ModelSource.File(file).read(IMAGES);
    }

    private Path write(Network network) throws IOException, Refused, JobCancelled {
        Path file = folder.resolve("again.zip");
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            ModelFile.stage(network, file, files, Progress.NONE);
            files.commit();
        }
        return file;
    }
}
