package org.espalier.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks with two inputs, which share an image in each of the three ways. */
public final class SeveralInputs {

    private SeveralInputs() {}

    public static List<Network> all() throws Refused {
        return List.of(wholeImages(), channels(), values());
    }

    /** One input takes the image as it is, the other flattened. */
    public static Network wholeImages() throws Refused {
        return network(
                "whole",
                start(InputType.convolutional(6, 5, 2), InputType.feedForward(60))
                        .addLayer("conv1", conv(2, 4), "a")
                        .addLayer("dense1", dense(60, 5), "b")
                        .addLayer("dense2", dense(0, 6), "conv1")
                        .addVertex("merge", new MergeVertex(), "dense2", "dense1"),
                3,
                new Shape(6, 5, 2));
    }

    /** For digits, 28×28: one input takes them as images, the other as rows of pixels. */
    public static Network digits() throws Refused {
        return network(
                "digits",
                start(InputType.convolutional(28, 28, 1), InputType.feedForward(784))
                        .addLayer("conv1", conv(1, 4), "a")
                        .addLayer("dense1", dense(784, 6), "b")
                        .addLayer("dense2", dense(0, 8), "conv1")
                        .addVertex("merge", new MergeVertex(), "dense2", "dense1"),
                10,
                new Shape(28, 28, 1));
    }

    /** One takes the first channel, such as the depth, the other the three behind it. */
    public static Network channels() throws Refused {
        return network(
                "channels",
                start(InputType.convolutional(6, 5, 1), InputType.convolutional(6, 5, 3))
                        .addLayer("conv1", conv(1, 4), "a")
                        .addLayer("conv2", conv(3, 5), "b")
                        .addVertex("merge", new MergeVertex(), "conv1", "conv2"),
                3,
                new Shape(6, 5, 4));
    }

    /** One takes the first 22 of 30 features, the other 8. */
    public static Network values() throws Refused {
        return network(
                "values",
                start(InputType.feedForward(22), InputType.feedForward(8))
                        .addLayer("dense1", dense(22, 6), "a")
                        .addLayer("dense2", dense(8, 5), "b")
                        .addVertex("merge", new MergeVertex(), "dense1", "dense2"),
                3,
                new Shape(5, 3, 2));
    }

    /**
     * Images as DL4J's users hand them over.
     *
     * @param images {@code [image, height, width, channel]}
     */
    public static INDArray[] dealtOut(String network, Shape shape, float[] images, int count) {
        INDArray last = Nd4j.create(images, new long[] {count, shape.height(), shape.width(), shape.channels()}, 'c');
        INDArray first = last.permute(0, 3, 1, 2).dup('c');
        return switch (network) {
            case "whole" -> new INDArray[] {first, first.reshape('c', count, 60)};
            case "channels" -> {
                INDArray depth = Nd4j.create(count, 1, 6, 5);
                INDArray colours = Nd4j.create(count, 3, 6, 5);
                for (int i = 0; i < images.length; i++) {
                    int channel = i % 4;
                    int[] at = {i / 120, Math.max(0, channel - 1), i % 120 / 20, i % 20 / 4};
                    (channel == 0 ? depth : colours).putScalar(at, images[i]);
                }
                yield new INDArray[] {depth, colours};
            }
            default -> {
                INDArray some = Nd4j.create(count, 22);
                INDArray rest = Nd4j.create(count, 8);
                for (int i = 0; i < images.length; i++) {
                    int value = i % 30;
                    (value < 22 ? some : rest).putScalar(i / 30, value < 22 ? value : value - 22, images[i]);
                }
                yield new INDArray[] {some, rest};
            }
        };
    }

    private static GraphBuilder start(InputType... types) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("a", "b")
                .setInputTypes(types);
    }

    private static ConvolutionLayer conv(int channels, int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .nIn(channels)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .build();
    }

    private static DenseLayer dense(int features, int units) {
        return new DenseLayer.Builder()
                .nIn(features)
                .nOut(units)
                .activation(Activation.TANH)
                .build();
    }

    private static Network network(String name, GraphBuilder builder, int classes, Shape images) throws Refused {
        OutputLayer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
        ComputationGraph engine = new ComputationGraph(
                builder.addLayer("output", output, "merge").setOutputs("output").build());
        engine.init();
        return Network.of(name, engine, images);
    }
}
