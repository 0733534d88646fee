package org.espalier.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

/**
 * The residual network with 20 layers for CIFAR (He et al. 2015, arXiv 1512.03385), with 1×1 projections where a stage
 * begins with other widths. Three stages of three blocks, 16, 32 and 64 channels wide.
 */
final class ResNet20 {

    private final GraphBuilder net = TinyNetworks.start(CNN2DFormat.NCHW, 32, 32, 3);

    private ResNet20() {}

    static Network build() {
        return new ResNet20().network();
    }

    private Network network() {
        String last = norm("conv1", convolution("conv1", "input", 16, 3, 1), true);
        for (int stage = 1; stage <= 3; stage++) {
            for (int block = 1; block <= 3; block++) {
                boolean first = stage > 1 && block == 1;
                last = block("s" + stage + "b" + block, last, 8 << stage, first ? 2 : 1);
            }
        }
        net.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), last)
                .addLayer("output", TinyNetworks.output(10), "mean");
        return TinyNetworks.network(net, new Shape(32, 32, 3));
    }

    private String block(String name, String from, int width, int stride) {
        String inside = norm(name + "-1", convolution(name + "-1", from, width, 3, stride), true);
        String straight = norm(name + "-2", convolution(name + "-2", inside, width, 3, 1), false);
        String shortcut = stride == 1 ? from : convolution(name + "-projection", from, width, 1, stride);
        net.addVertex(name + "-add", new ElementWiseVertex(ElementWiseVertex.Op.Add), straight, shortcut)
                .addLayer(name, new ActivationLayer(Activation.RELU), name + "-add");
        return name;
    }

    private String convolution(String name, String from, int filters, int size, int stride) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(size, size)
                .nOut(filters)
                .stride(stride, stride)
                .hasBias(false)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
        net.addLayer(name, layer, from);
        return name;
    }

    private String norm(String name, String from, boolean relu) {
        String norm = name + "-norm";
        net.addLayer(norm, new BatchNormalization.Builder().build(), from);
        if (!relu) {
            return norm;
        }
        net.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), norm);
        return name + "-relu";
    }
}
