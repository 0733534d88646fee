package org.espalier.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Networks of a few weights, for 8 by 8 images with one channel. */
final class SavedNetworks {

    static {
        NativeSetup.apply();
    }

    private SavedNetworks() {}

    /** conv1 4@3×3, pool1, dense1 5, output 3: 40 + 185 + 18 = 243 weights. */
    static MultiLayerNetwork chain(CNN2DFormat format, DataType type) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new Adam(0.01))
                .list()
                .layer(convolution(format, Activation.RELU).name("conv1").build())
                .layer(new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2})
                        .dataFormat(format)
                        .name("pool1")
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(Activation.TANH)
                        .name("dense1")
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .name("output")
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1, format))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** conv1, bn1, conv2 and their sum, output 3. */
    static ComputationGraph residual() {
        CNN2DFormat format = CNN2DFormat.NHWC;
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(0.01))
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(8, 8, 1, format))
                .addLayer("conv1", convolution(format, Activation.IDENTITY).build(), "input")
                .addLayer(
                        "bn1",
                        new BatchNormalization.Builder().dataFormat(format).build(),
                        "conv1")
                .addLayer("conv2", convolution(format, Activation.IDENTITY).build(), "bn1")
                .addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv2", "bn1")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "add1")
                .setOutputs("output")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    /** Two images of noise in the layout that the format asks for. */
    static INDArray images(CNN2DFormat format) {
        long[] shape = format == CNN2DFormat.NHWC ? new long[] {2, 8, 8, 1} : new long[] {2, 1, 8, 8};
        return Nd4j.rand(DataType.FLOAT, shape);
    }

    private static ConvolutionLayer.Builder convolution(CNN2DFormat format, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(activation).dataFormat(format);
    }
}
