package org.espalier.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The kinds of layers for which the layout of images makes no difference. */
final class FlatKinds {

    private static final int HEIGHT = LayerKinds.HEIGHT;
    private static final int WIDTH = LayerKinds.WIDTH;
    private static final Shape IMAGE = LayerKinds.IMAGE;

    private final CNN2DFormat format = CNN2DFormat.NCHW;
    private final Map<String, Network> networks = new LinkedHashMap<>();

    FlatKinds() {
        addVertices();
        reshaped();
        lossLayers();
        embedding();
    }

    /** By name. */
    Map<String, Network> networks() {
        return networks;
    }

    private void addVertices() {
        // Without input types: with them DL4J counts the channels of a subset wrong.
        GraphBuilder subset = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(3, 3)
                                .nIn(3)
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        "input")
                .addVertex("subset", new SubsetVertex(1, 3), "conv1")
                .addVertex("other", new SubsetVertex(3, 5), "conv1")
                .addLayer("conv2", withInputs(3), "subset")
                .addLayer("conv3", withInputs(3), "other")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv2", "conv3")
                .addLayer("global", new GlobalPoolingLayer(PoolingType.AVG), "sum")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(3)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "global");
        networks.put("vertex subset of channels", TinyNetworks.network(subset, IMAGE));
        features("vertex subset of features", new SubsetVertex(2, 5), "dense1");
        features("vertex scale of features", new ScaleVertex(2), "dense1");
        features("vertex shift of features", new ShiftVertex(-2), "dense1");
        features("vertex L2 of features", new L2NormalizeVertex(), "dense1");
        features(
                "vertex reshape to images",
                new PreprocessorVertex(new FeedForwardToCnnPreProcessor(2, 2, 2)),
                "dense1");
        features("batch norm of features", new BatchNormalization.Builder().build());
        features("PReLU of features", new PReLULayer.Builder().inputShape(8).build());
        features("dropout of features", new DropoutLayer(0.5));
        features(
                "element-wise weights",
                new ElementWiseMultiplicationLayer.Builder()
                        .nIn(8)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build());
        features(
                "layer norm",
                new DenseLayer.Builder()
                        .nOut(6)
                        .hasLayerNorm(true)
                        .activation(Activation.RELU)
                        .build());
        features(
                "dense, no bias",
                new DenseLayer.Builder().nOut(6).hasBias(false).build());
    }

    /** Features that become images in front of a convolution. */
    private void reshaped() {
        GraphBuilder net = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("dense1", TinyNetworks.dense(12, Activation.TANH), "input")
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(2, 2).nIn(3).nOut(4).build(),
                        "dense1")
                .addLayer("output", TinyNetworks.output(3), "conv1")
                .inputPreProcessor("conv1", new FeedForwardToCnnPreProcessor(2, 2, 3));
        networks.put("features as images", TinyNetworks.network(net, IMAGE));
        GraphBuilder flat = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutionalFlat(HEIGHT, WIDTH, 3))
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.RELU), "input")
                .addLayer("output", TinyNetworks.output(3), "conv1");
        networks.put("images that enter flat", TinyNetworks.network(flat, IMAGE));
        GraphBuilder rows = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.feedForward(IMAGE.values()))
                .addLayer("dense1", TinyNetworks.dense(6, Activation.RELU), "input")
                .addLayer("output", TinyNetworks.output(3), "dense1");
        networks.put("colour images that enter as rows", TinyNetworks.network(rows, IMAGE));
        networks.put("grey images that enter flat and are reshaped", kerasReshape());
        GraphBuilder features = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.TANH), "input")
                .addLayer("dense1", TinyNetworks.dense(6, Activation.TANH), "conv1")
                .addLayer("output", TinyNetworks.output(3), "dense1")
                .inputPreProcessor(
                        "dense1",
                        new ReshapePreprocessor(
                                new long[] {4, HEIGHT - 2, WIDTH - 2},
                                new long[] {4 * (HEIGHT - 2) * (WIDTH - 2)},
                                false));
        networks.put("images reshaped to features", TinyNetworks.network(features, IMAGE));
        GraphBuilder norm = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("norm", new BatchNormalization.Builder().build(), "input")
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.RELU), "norm")
                .addLayer("output", TinyNetworks.output(3), "conv1");
        networks.put("batch norm first", TinyNetworks.network(norm, IMAGE));
    }

    private static Network kerasReshape() {
        long[] image = {HEIGHT, WIDTH, 1};
        GraphBuilder net = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.feedForward(HEIGHT * WIDTH))
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(3, 3)
                                .nIn(1)
                                .nOut(4)
                                .dataFormat(CNN2DFormat.NHWC)
                                .activation(Activation.TANH)
                                .build(),
                        "input")
                .addLayer("output", TinyNetworks.output(3), "conv1")
                .inputPreProcessor("conv1", new ReshapePreprocessor(new long[] {HEIGHT * WIDTH}, image, false));
        return TinyNetworks.network(net, new Shape(HEIGHT, WIDTH, 1));
    }

    private void lossLayers() {
        GraphBuilder loss = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.RELU), "input")
                .addLayer("dense1", TinyNetworks.dense(3, Activation.IDENTITY), "conv1")
                .addLayer(
                        "output",
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dense1");
        networks.put("loss layer", TinyNetworks.network(loss, IMAGE));
        GraphBuilder pixels = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.RELU), "input")
                .addLayer("conv2", TinyNetworks.conv(3, 1, Activation.IDENTITY), "conv1")
                .addLayer(
                        "output",
                        new CnnLossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "conv2");
        networks.put("loss layer per pixel", TinyNetworks.network(pixels, IMAGE));
    }

    private void embedding() {
        GraphBuilder net = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "embedding",
                        new EmbeddingLayer.Builder()
                                .nIn(9)
                                .nOut(5)
                                .hasBias(true)
                                .activation(Activation.TANH)
                                .build(),
                        "input")
                .addLayer("dense1", new DenseLayer.Builder().nIn(5).nOut(4).build(), "embedding")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dense1");
        networks.put("embedding", TinyNetworks.network(net, Shape.features(1)));
    }

    private static ConvolutionLayer withInputs(int channels) {
        return new ConvolutionLayer.Builder(2, 2)
                .nIn(channels)
                .nOut(3)
                .activation(Activation.RELU)
                .build();
    }

    private void features(String name, GraphVertex vertex, String... inputs) {
        GraphBuilder net = rows().addVertex("kind", vertex, inputs).addLayer("output", TinyNetworks.output(3), "kind");
        networks.put(name, TinyNetworks.network(net, IMAGE));
    }

    private void features(String name, Layer layer) {
        GraphBuilder net = rows().addLayer("kind", layer, "dense1").addLayer("output", TinyNetworks.output(3), "kind");
        networks.put(name, TinyNetworks.network(net, IMAGE));
    }

    private GraphBuilder rows() {
        return TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.conv(4, 3, Activation.RELU), "input")
                .addLayer("dense1", TinyNetworks.dense(8, Activation.TANH), "conv1");
    }
}
