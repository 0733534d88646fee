package org.espalier.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.Activation;

/** Small networks of two convolutions with max pooling behind each, with windows of all kinds. */
public final class PooledNetworks {

    private PooledNetworks() {}

    /** How the first convolution is made. */
    public record First(int channels, int stride, boolean same, boolean bias, Activation activation) {

        /** Of grey images, with a ReLU. */
        public static First usual() {
            return new First(1, 1, false, true, Activation.RELU);
        }

        public First ofChannels(int count) {
            return new First(count, stride, same, bias, activation);
        }

        public First withStride(int pixels) {
            return new First(channels, pixels, same, bias, activation);
        }

        /** As many pixels behind as in front. */
        public First padded() {
            return new First(channels, stride, true, bias, activation);
        }

        public First withoutBias() {
            return new First(channels, stride, same, false, activation);
        }

        public First with(Activation other) {
            return new First(channels, stride, same, bias, other);
        }
    }

    /**
     * Of images of 24 × 29 pixels.
     *
     * @param kernel height and width of a pooling window
     * @param stride from one window to the next, down and right
     * @param padding pixels of it around the image
     */
    public static Network of(First first, int[] kernel, int[] stride, int padding) throws Refused {
        ConvolutionLayer conv1 = new ConvolutionLayer.Builder(3, 3)
                .nOut(10)
                .stride(first.stride(), first.stride())
                .hasBias(first.bias())
                .convolutionMode(first.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .activation(first.activation())
                .build();
        SubsamplingLayer pool1 = new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(kernel)
                .stride(stride)
                .padding(padding, padding)
                .build();
        SubsamplingLayer pool2 = new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(kernel)
                .stride(stride)
                .build();
        return TinyNetworks.network(
                TinyNetworks.start(CNN2DFormat.NCHW, 24, 29, first.channels())
                        .addLayer("conv1", conv1, "input")
                        .addLayer("pool1", pool1, "conv1")
                        .addLayer("conv2", TinyNetworks.same(7, first.activation()), "pool1")
                        .addLayer("pool2", pool2, "conv2")
                        .addLayer("output", TinyNetworks.output(3), "pool2"),
                new Shape(24, 29, first.channels()));
    }

    /** Windows that lie side by side. */
    public static Network of(First first, int height, int width) throws Refused {
        return of(first, new int[] {height, width}, new int[] {height, width}, 0);
    }

    /** Of a convolution and a pooling that leave the last column out, behind a layer that is always made as a whole. */
    public static Network behind(Layer whole) throws Refused {
        SubsamplingLayer pool = new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
        return TinyNetworks.network(
                TinyNetworks.start(CNN2DFormat.NCHW, 12, 13, 3)
                        .addLayer("conv1", TinyNetworks.same(6, Activation.TANH), "input")
                        .addLayer("whole", whole, "conv1")
                        .addLayer("conv2", TinyNetworks.conv(5, 3, Activation.RELU), "whole")
                        .addLayer("pool", pool, "conv2")
                        .addLayer("output", TinyNetworks.output(3), "pool"),
                new Shape(12, 13, 3));
    }

    /** As in many a Keras example: a padded convolution, one without, and pooling, twice. */
    public static Network paddedThenNot(int size) throws Refused {
        return TinyNetworks.network(
                TinyNetworks.start(CNN2DFormat.NCHW, size, size, 1)
                        .addLayer("conv1", TinyNetworks.same(6, Activation.RELU), "input")
                        .addLayer("conv2", TinyNetworks.conv(5, 3, Activation.RELU), "conv1")
                        .addLayer(
                                "pool1",
                                new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build(),
                                "conv2")
                        .addLayer("conv3", TinyNetworks.same(6, Activation.RELU), "pool1")
                        .addLayer("conv4", TinyNetworks.conv(5, 3, Activation.RELU), "conv3")
                        .addLayer(
                                "pool2",
                                new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build(),
                                "conv4")
                        .addLayer("output", TinyNetworks.output(3), "pool2"),
                new Shape(size, size, 1));
    }

    /** Of a convolution that reads a single channel, which is learned, with steps down. */
    public static Network behindOneChannel(int stride, int dilation) throws Refused {
        ConvolutionLayer conv2 = new ConvolutionLayer.Builder(3, 3)
                .nOut(4)
                .stride(stride, 1)
                .dilation(dilation, 1)
                .activation(Activation.TANH)
                .build();
        return TinyNetworks.network(
                TinyNetworks.start(CNN2DFormat.NCHW, 12, 13, 2)
                        .addLayer("conv1", TinyNetworks.same(1, Activation.TANH), "input")
                        .addLayer("conv2", conv2, "conv1")
                        .addLayer("output", TinyNetworks.output(3), "conv2"),
                new Shape(12, 13, 2));
    }
}
