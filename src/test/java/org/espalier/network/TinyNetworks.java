package org.espalier.network;

import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Small networks with weights from a seed, of every structure that is pruned. */
public final class TinyNetworks {

    private TinyNetworks() {}

    /** The article's CNN: 121,930 parameters. */
    public static Network articleCnn() {
        GraphBuilder net = start(CNN2DFormat.NCHW, 28, 28, 1)
                .addLayer("conv1", conv(32, 3, Activation.RELU), "input")
                .addLayer("pool1", pool(PoolingType.MAX), "conv1")
                .addLayer("conv2", conv(64, 3, Activation.RELU), "pool1")
                .addLayer("pool2", pool(PoolingType.MAX), "conv2")
                .addLayer("dense1", dense(64, Activation.RELU), "pool2")
                .addLayer("dropout1", new DropoutLayer(0.8), "dense1")
                .addLayer("output", output(10), "dropout1");
        return network(net, new Shape(28, 28, 1));
    }

    /** Convolutions and pooling of several kinds, flattened in the given layout. */
    public static Network chain(CNN2DFormat format, Activation activation) {
        GraphBuilder net = start(format, 9, 8, 2)
                .addLayer("conv1", conv(5, 3, activation), "input")
                .addLayer("pool1", pool(PoolingType.AVG), "conv1")
                .addLayer(
                        "conv2",
                        new ConvolutionLayer.Builder(3, 2)
                                .nOut(4)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(activation)
                                .build(),
                        "pool1")
                .addLayer("dense1", dense(6, activation), "conv2")
                .addLayer("output", output(3), "dense1");
        return network(net, new Shape(9, 8, 2));
    }

    /** Batch-norm before and after the activation, a residual block with an identity shortcut. */
    public static Network residual(CNN2DFormat format) {
        GraphBuilder net = start(format, 8, 8, 1)
                .addLayer("conv1", same(4, Activation.IDENTITY), "input")
                .addLayer("bn1", new BatchNormalization.Builder().build(), "conv1")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                .addLayer("conv2", same(3, Activation.RELU), "relu1")
                .addLayer("bn2", new BatchNormalization.Builder().build(), "conv2")
                .addLayer("conv3", same(4, Activation.IDENTITY), "bn2")
                .addLayer(
                        "bn3",
                        new BatchNormalization.Builder().lockGammaBeta(true).build(),
                        "conv3")
                .addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn3", "relu1")
                .addLayer("relu3", new ActivationLayer(Activation.RELU), "add1")
                .addLayer("pool1", pool(PoolingType.MAX), "relu3")
                .addLayer("conv4", same(5, Activation.SIGMOID), "pool1")
                .addLayer("global1", new GlobalPoolingLayer(PoolingType.AVG), "conv4")
                .addLayer("output", output(3), "global1");
        return network(net, new Shape(8, 8, 1));
    }

    /** Two branches of different widths, concatenated, then flattened. */
    public static Network concatenation() {
        GraphBuilder net = start(CNN2DFormat.NCHW, 6, 6, 2)
                .addLayer("conv1", same(3, Activation.RELU), "input")
                .addLayer("conv2a", same(2, Activation.TANH), "conv1")
                .addLayer("conv2b", same(4, Activation.SOFTPLUS), "conv1")
                .addVertex("concat1", new MergeVertex(), "conv2a", "conv2b")
                .addLayer("conv3", conv(3, 3, Activation.RELU), "concat1")
                .addLayer("output", output(4), "conv3");
        return network(net, new Shape(6, 6, 2));
    }

    /** Two branches, concatenated and then added to a third: one group, in which no branch makes all units. */
    public static Network concatenatedShortcut() {
        GraphBuilder net = start(CNN2DFormat.NCHW, 6, 6, 2)
                .addLayer("conv1a", same(2, Activation.RELU), "input")
                .addLayer("conv1b", same(2, Activation.RELU), "input")
                .addVertex("concat1", new MergeVertex(), "conv1a", "conv1b")
                .addLayer("conv2", same(4, Activation.RELU), "concat1")
                .addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv2", "concat1")
                .addLayer("output", output(3), "add1");
        return network(net, new Shape(6, 6, 2));
    }

    /** Neighbours without a function between them, and layers that are as wide as what they read. */
    public static Network linear(CNN2DFormat format) {
        GraphBuilder net = start(format, 7, 6, 2)
                .addLayer("conv1", same(8, Activation.IDENTITY), "input")
                .addLayer(
                        "conv2",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(3)
                                .hasBias(false)
                                .activation(Activation.TANH)
                                .build(),
                        "conv1")
                .addLayer("conv3", same(3, Activation.IDENTITY), "conv2")
                .addLayer("bn3", new BatchNormalization.Builder().build(), "conv3")
                .addLayer("relu3", new ActivationLayer(Activation.RELU), "bn3")
                .addLayer("dense1", dense(30, Activation.IDENTITY), "relu3")
                .addLayer("dense2", dense(9, Activation.RELU), "dense1")
                .addLayer("dense3", dense(9, Activation.RELU), "dense2")
                .addLayer("output", output(4), "dense3");
        return network(net, new Shape(7, 6, 2));
    }

    /** Two branches that go through the same convolution, images of one behind those of the other. */
    public static Network stacked() {
        GraphBuilder net = start(CNN2DFormat.NCHW, 6, 5, 2)
                .addLayer("conv1", same(4, Activation.RELU), "input")
                .addLayer("conv2", same(4, Activation.TANH), "input")
                .addVertex("stack", new StackVertex(), "conv1", "conv2")
                .addLayer("shared", same(3, Activation.SIGMOID), "stack")
                .addVertex("first", new UnstackVertex(0, 2), "shared")
                .addVertex("second", new UnstackVertex(1, 2), "shared")
                .addVertex("concat1", new MergeVertex(), "first", "second")
                .addLayer("dense1", dense(5, Activation.RELU), "concat1")
                .addLayer("output", output(3), "dense1");
        return network(net, new Shape(6, 5, 2));
    }

    /** Dense layers without biases, whose answers differ from image to image, and change once units go. */
    public static Network undecided() {
        Network network = dense();
        SplittableRandom random = new SplittableRandom(17);
        network.engine().paramTable().forEach((name, array) -> {
            float[] values = new float[Math.toIntExact(array.length())];
            for (int i = 0; i < values.length && name.endsWith("_W"); i++) {
                values[i] = (float) (random.nextDouble() - 0.5);
            }
            array.assign(Nd4j.create(values, array.shape(), 'c'));
        });
        return network;
    }

    /** Dense layers alone. */
    public static Network dense() {
        GraphBuilder net = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.feedForward(12))
                .addLayer("dense1", dense(7, Activation.RELU), "input")
                .addLayer("dense2", dense(5, Activation.RELU), "dense1")
                .addLayer("output", output(3), "dense2")
                .setOutputs("output");
        return network(net, new Shape(4, 3, 1));
    }

    /** A dense layer, and a loss that takes mistakes with the third of three classes five times as seriously. */
    public static Network weighted() {
        GraphBuilder net = new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.feedForward(12))
                .addLayer("dense1", dense(7, Activation.RELU), "input")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(1f, 2f, 5f)))
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dense1")
                .setOutputs("output");
        return network(net, new Shape(4, 3, 1));
    }

    /** A network with a structure and random weights; batch-norm statistics are not the trivial ones. */
    static Network network(GraphBuilder builder, Shape images) {
        ComputationGraph graph =
                new ComputationGraph(builder.setOutputs("output").build());
        graph.init();
        SplittableRandom random = new SplittableRandom(3);
        for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
            INDArray array = parameter.getValue();
            float[] values = new float[Math.toIntExact(array.length())];
            boolean positive =
                    parameter.getKey().endsWith("_var") || parameter.getKey().endsWith("_gamma");
            boolean log = parameter.getKey().endsWith("_log10stdev");
            double size = log ? 0.5 : 2 / Math.sqrt(Math.max(1, values.length / array.size(array.rank() == 2 ? 1 : 0)));
            for (int i = 0; i < values.length; i++) {
                double centred = size * (random.nextDouble() - 0.45);
                values[i] = (float) (positive ? 0.5 + random.nextDouble() : centred);
            }
            array.assign(Nd4j.create(values, array.shape(), 'c'));
        }
        try {
            return Network.of("tiny", graph, images);
        } catch (Refused impossible) {
            throw new AssertionError(impossible);
        }
    }

    static GraphBuilder start(CNN2DFormat format, int height, int width, int channels) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.FLOAT)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(height, width, channels, format));
    }

    static ConvolutionLayer conv(int filters, int size, Activation activation) {
        return new ConvolutionLayer.Builder(size, size)
                .nOut(filters)
                .activation(activation)
                .build();
    }

    static ConvolutionLayer same(int filters, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .activation(activation)
                .build();
    }

    static SubsamplingLayer pool(PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
    }

    static DenseLayer dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation).build();
    }

    static OutputLayer output(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
