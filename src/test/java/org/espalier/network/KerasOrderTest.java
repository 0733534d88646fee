package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Networks that DL4J's importer of Keras models left with preprocessors of its own. */
class KerasOrderTest {

    private static final String KERAS =
            "org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor";
    private static final String PLAIN = CnnToFeedForwardPreProcessor.class.getName();
    private static final String RESHAPE = ReshapePreprocessor.class.getName();
    private static final String OLD_RESHAPE =
            "org.deeplearning4j.nn.modelimport.keras.preprocessors.ReshapePreprocessor";
    private static final Shape IMAGE = new Shape(6, 5, 2);

    static {
        NativeSetup.apply();
    }

    static Stream<Model> flattening() {
        return Stream.of(chain(), graph());
    }

    /** By hand: pixels of the convolution in Keras' order, times the weights as they stand in the file. */
    @ParameterizedTest
    @MethodSource("flattening")
    void featuresInKerasOrderMeetTheWeightsThatTheyWereTrainedWith(Model saved) throws IOException, Refused {
        INDArray images = Nd4j.rand(DataType.FLOAT, 3, 2, 6, 5);
        INDArray pixels = convolved(saved, images);
        INDArray rows = pixels.permute(0, 2, 3, 1).dup('c').reshape('c', 3, pixels.length() / 3);
        INDArray hidden = Transforms.tanh(rows.mmul(saved.getParam(name(saved, "dense1") + "_W"))
                .addRowVector(saved.getParam(name(saved, "dense1") + "_b")));
        INDArray expected = Transforms.softmax(hidden.mmul(saved.getParam(name(saved, "output") + "_W"))
                .addRowVector(saved.getParam(name(saved, "output") + "_b")));
        ComputationGraph opened = opened(saved, KERAS);
        assertClose(expected, opened.outputSingle(images));
        Network network = Network.of("keras", opened, IMAGE);
        assertTrue(network.units().groupOf("conv1").isPrunable());
    }

    @Test
    void whatIsWrittenCanBeReadByDl4jAlone(@TempDir Path folder) throws IOException, Refused {
        INDArray images = Nd4j.rand(DataType.FLOAT, 3, 2, 6, 5);
        ComputationGraph opened = opened(graph(), KERAS);
        ModelFile.write(opened, folder.resolve("plain.zip"));
        ComputationGraph plain = ModelSerializer.restoreComputationGraph(
                folder.resolve("plain.zip").toFile(), false);
        assertClose(opened.outputSingle(images), plain.outputSingle(images));
    }

    @ParameterizedTest
    @MethodSource("flattening")
    void itsUnitsAreCutWithTheRowsThatReadThem(Model saved) throws IOException, Refused {
        Network network = Network.of("keras", opened(saved, KERAS), IMAGE);
        float[] images = Nd4j.rand(DataType.FLOAT, 3, 6, 5, 2).data().asFloat();
        double largestEffect = 0;
        try (ForwardPass whole = new Dl4jPass(network, 3)) {
            float[] dense = answers(whole, PruningMask.NONE, images);
            for (int unit : network.units().behind("conv1")) {
                BitSet one = new BitSet();
                one.set(unit);
                PruningMask mask = PruningMask.ofUnits(one);
                float[] masked = answers(whole, mask, images);
                try (ForwardPass cut = new Dl4jPass(Surgeon.cut(network, mask), 3)) {
                    assertArrayEquals(masked, answers(cut, PruningMask.NONE, images), 1e-5f);
                }
                for (int i = 0; i < dense.length; i++) {
                    largestEffect = Math.max(largestEffect, Math.abs(dense[i] - masked[i]));
                }
            }
        }
        assertTrue(largestEffect > 1e-3, "it would not show");
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[3 * pass.classes()];
        pass.silence(mask);
        pass.run(images, 3, scores);
        return scores;
    }

    @Test
    void whatElseDependsOnTheOrderIsRefused() throws IOException {
        Refused norm = assertThrows(
                Refused.class,
                () -> opened(
                        graph(new BatchNormalization.Builder().nIn(4 * 4 * 3).build()), KERAS));
        assertEquals("model.kerasOrder", norm.key());
        String unknown = json(graph()).replace("\"inputHeight\" : 4", "\"inputHeight\" : 0");
        assertFalse(unknown.equals(json(graph())), "the size stands there");
        assertEquals(
                "model.kerasOrder",
                assertThrows(Refused.class, () -> openedAs(graph(), unknown.replace(PLAIN, KERAS)))
                        .key());
    }

    @Test
    void anImageOfOneChannelMayEnterFlatAndBeReshaped() throws IOException, Refused {
        ComputationGraph saved = reshaped(1);
        for (String type : List.of(RESHAPE, OLD_RESHAPE)) {
            Network network =
                    Network.of("reshaped", openedAs(saved, json(saved).replace(RESHAPE, type)), new Shape(6, 5, 1));
            assertTrue(network.graph().layer("conv1") instanceof org.espalier.network.Layer.Convolution);
            assertEquals(Layout.ROWS, network.layoutBehind("input"));
            assertTrue(network.units().groupOf("conv1").isPrunable());
        }
    }

    @Test
    void reshapingThatLosesValuesIsRefused() throws IOException {
        ComputationGraph saved = reshaped(1);
        for (String wrong : List.of("[ 6, 7, 1 ]", "[ 6, -5, 1 ]", "[ 2147483647, 2147483647, 2147483647 ]", "null")) {
            String json = json(saved).replace("\"targetShape\" : [ 6, 5, 1 ]", "\"targetShape\" : " + wrong);
            assertFalse(json.equals(json(saved)));
            assertThrows(Refused.class, () -> Network.of("reshaped", openedAs(saved, json), new Shape(6, 5, 1)), wrong);
        }
    }

    /** Convolution, dropout behind the flattening, two dense layers. */
    private static ComputationGraph graph() {
        return graph(new DropoutLayer(0.5));
    }

    private static ComputationGraph graph(Layer between) {
        ComputationGraph graph = new ComputationGraph(TinyNetworks.start(CNN2DFormat.NCHW, 6, 5, 2)
                .addLayer("conv1", TinyNetworks.conv(3, 3, Activation.RELU), "input")
                .addLayer("between", between, "conv1")
                .addLayer("dense1", TinyNetworks.dense(7, Activation.TANH), "between")
                .addLayer("output", TinyNetworks.output(4), "dense1")
                .inputPreProcessor("between", new CnnToFeedForwardPreProcessor(4, 3, 3))
                .setOutputs("output")
                .build());
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork chain() {
        MultiLayerNetwork chain = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(3)
                        .activation(Activation.RELU)
                        .name("conv1")
                        .build())
                .layer(TinyNetworks.dense(7, Activation.TANH))
                .layer(TinyNetworks.output(4))
                .setInputType(InputType.convolutional(6, 5, 2))
                .build());
        chain.init();
        return chain;
    }

    /** Flat images in front, reshaped to images with channels last. */
    private static ComputationGraph reshaped(int channels) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(3, 3)
                                .nIn(channels)
                                .nOut(3)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build(),
                        "input")
                .addLayer("output", TinyNetworks.output(4), "conv1")
                .inputPreProcessor(
                        "conv1",
                        new ReshapePreprocessor(new long[] {30L * channels}, new long[] {6, 5, channels}, false))
                .setInputTypes(InputType.feedForward(30L * channels))
                .setOutputs("output")
                .build());
        graph.init();
        return graph;
    }

    private static INDArray convolved(Model saved, INDArray images) {
        return saved instanceof ComputationGraph graph
                ? graph.feedForward(images, false).get("conv1")
                : ((MultiLayerNetwork) saved).feedForward(images, false).get(1);
    }

    /** DL4J's name of a layer's parameters: chains count their layers. */
    private static String name(Model saved, String layer) {
        return saved instanceof ComputationGraph ? layer : layer.equals("dense1") ? "1" : "2";
    }

    private static String json(Model model) throws IOException {
        return new String(Zips.entry(Zips.savedByDl4j(model, false), "configuration.json"), StandardCharsets.UTF_8);
    }

    /** What we make of the file if it names the importer's class. */
    private static ComputationGraph opened(Model saved, String flattening) throws IOException, Refused {
        String json = json(saved);
        String changed = json.replace(PLAIN, flattening);
        assertFalse(changed.equals(json), "a flattening stands there");
        return openedAs(saved, changed);
    }

    private static ComputationGraph openedAs(Model saved, String json) throws IOException, Refused {
        Map<String, byte[]> entries = Zips.savedByDl4j(saved, false);
        byte[] zip = Zips.with(entries, "configuration.json", json.getBytes(StandardCharsets.UTF_8));
        return ModelFile.readGraph(new ByteArrayInputStream(zip), "keras.zip");
    }

    private static void assertClose(INDArray expected, INDArray found) {
        assertArrayEquals(
                expected.dup('c').data().asFloat(), found.dup('c').data().asFloat(), 1e-6f);
    }
}
