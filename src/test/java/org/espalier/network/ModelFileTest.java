package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aChainBecomesAGraphWithTheSameNamesAndAnswers(CNN2DFormat format) throws IOException, Refused {
        MultiLayerNetwork chain = SavedNetworks.chain(format, DataType.FLOAT);
        Path file = folder.resolve("chain.zip");
        ModelSerializer.writeModel(chain, file.toFile(), true);

        ComputationGraph graph = ModelFile.readGraph(file);

        assertEquals(List.of("conv1", "pool1", "dense1", "output"), names(graph));
        INDArray images = SavedNetworks.images(format);
        assertEquals(chain.output(images), graph.outputSingle(images));
        assertEquals(
                ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false).output(images),
                graph.outputSingle(images));
        assertEquals(243, graph.numParams());
    }

    @Test
    void aGraphAnswersLikeTheOneThatDl4jRestores() throws IOException, Refused {
        ComputationGraph written = SavedNetworks.residual();
        INDArray images = SavedNetworks.images(CNN2DFormat.NHWC);
        written.output(true, images);
        Path file = folder.resolve("graph.zip");
        ModelSerializer.writeModel(written, file.toFile(), true);

        ComputationGraph read = ModelFile.readGraph(file);

        ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), true);
        assertEquals(restored.params(), read.params());
        assertEquals(restored.outputSingle(images), read.outputSingle(images));
        assertEquals(names(restored), names(read));
    }

    @Test
    void whatIsWrittenCanBeRestoredByDl4jAndByUs() throws IOException, Refused {
        ComputationGraph graph = SavedNetworks.residual();
        INDArray images = SavedNetworks.images(CNN2DFormat.NHWC);
        Path file = folder.resolve("graph.zip");
        ModelFile.write(graph, file);
        assertEquals(
                graph.outputSingle(images),
                ModelSerializer.restoreComputationGraph(file.toFile()).outputSingle(images));
        assertEquals(graph.outputSingle(images), ModelFile.readGraph(file).outputSingle(images));

        MultiLayerNetwork chain = SavedNetworks.chain(CNN2DFormat.NHWC, DataType.FLOAT);
        ModelFile.write(chain, file);
        assertEquals(
                chain.output(images),
                ModelSerializer.restoreMultiLayerNetwork(file.toFile()).output(images));
        assertEquals(chain.output(images), ModelFile.readGraph(file).outputSingle(images));
    }

    /** What a loss takes for more changes no answer, and is there for whoever trains on. */
    @Test
    void theWeightsThatALossGivesToClassesAreKept() throws IOException, Refused {
        ComputationGraph graph = TinyNetworks.weighted().copyOfEngine();
        Path byDl4j = folder.resolve("weighted.zip");
        ModelSerializer.writeModel(graph, byDl4j.toFile(), true);
        ComputationGraph read = ModelFile.readGraph(byDl4j);
        assertEquals(graph.outputSingle(Nd4j.ones(1, 12)), read.outputSingle(Nd4j.ones(1, 12)));

        Path byUs = folder.resolve("again.zip");
        ModelFile.write(read, byUs);

        DataSet example = new DataSet(Nd4j.ones(1, 12), Nd4j.createFromArray(new float[][] {{0, 0, 1}}));
        double score = graph.score(example);
        assertEquals(score, ModelFile.readGraph(byUs).score(example), 1e-6);
        assertEquals(
                score, ModelSerializer.restoreComputationGraph(byUs.toFile()).score(example), 1e-6);
        double share = graph.outputSingle(Nd4j.ones(1, 12)).getDouble(2);
        assertEquals(-5 * Math.log(share), score, 1e-4, "five times as seriously");
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException, Refused {
        ComputationGraph graph = SavedNetworks.residual();
        ModelFile.write(graph, folder.resolve("a.zip"));
        ModelFile.write(ModelFile.readGraph(folder.resolve("a.zip")), folder.resolve("b.zip"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.zip")), Files.readAllBytes(folder.resolve("b.zip")));
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-6", "HALF, 2e-3"})
    void otherPrecisionsRunInSingle(DataType type, double tolerance) throws IOException, Refused {
        MultiLayerNetwork chain = SavedNetworks.chain(CNN2DFormat.NCHW, DataType.FLOAT);
        chain.setParams(chain.params().castTo(type).castTo(DataType.FLOAT));
        MultiLayerNetwork converted = chain.convertDataType(type);
        Path file = folder.resolve("other.zip");
        ModelSerializer.writeModel(converted, file.toFile(), false);

        ComputationGraph graph = ModelFile.readGraph(file);

        INDArray images = SavedNetworks.images(CNN2DFormat.NCHW);
        assertEquals(DataType.FLOAT, graph.params().dataType());
        assertTrue(chain.output(images).equalsWithEps(graph.outputSingle(images), tolerance));
    }

    @Test
    void entriesThatAreNotOpenedAreReported() throws IOException, Refused {
        Map<String, byte[]> entries = Zips.savedByDl4j(SavedNetworks.residual(), true);
        entries.put("preprocessor.bin", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r'});
        entries.put("objects/evil", new byte[10]);
        entries.put("normalizer.bin", new byte[10]);

        ModelFile.Opened opened = ModelFile.read(new ByteArrayInputStream(Zips.zip(entries)), "demo");

        assertEquals(List.of("preprocessor.bin", "objects/evil", "normalizer.bin"), opened.ignored());
        assertEquals(SavedNetworks.residual().params(), opened.graph().params());
    }

    @Test
    void anExistingFileStaysWhenWritingFails() throws IOException {
        ComputationGraph broken = SavedNetworks.residual();
        broken.params().putScalar(0, Float.NaN);
        Path file = Files.writeString(folder.resolve("kept.zip"), "kept");
        assertEquals(
                "model.notFinite",
                assertThrows(Refused.class, () -> ModelFile.write(broken, file)).key());
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefused() {
        Refused refused = assertThrows(
                Refused.class,
                () -> ModelFile.write(
                        SavedNetworks.residual(), folder.resolve("missing").resolve("a.zip")));
        assertEquals("model.cannotWrite", refused.key());
    }

    private static List<String> names(ComputationGraph graph) {
        return graph.getConfiguration().getTopologicalOrderStr().stream()
                .filter(name -> !graph.getConfiguration().getNetworkInputs().contains(name))
                .toList();
    }
}
