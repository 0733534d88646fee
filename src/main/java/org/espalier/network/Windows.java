package org.espalier.network;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Reads the windows of DL4J's layers. */
public final class Windows {

    private Windows() {}

    /** For all kinds of convolution. */
    public static Window of(ConvolutionLayer layer) {
        return new Window(
                layer.getKernelSize()[0],
                layer.getKernelSize()[1],
                layer.getStride()[0],
                layer.getStride()[1],
                padding(layer.getConvolutionMode(), layer.getPadding()[0]),
                padding(layer.getConvolutionMode(), layer.getPadding()[1]),
                layer.getDilation()[0],
                layer.getDilation()[1],
                layer.getConvolutionMode() == ConvolutionMode.Same);
    }

    static Window of(SubsamplingLayer layer) {
        return new Window(
                layer.getKernelSize()[0],
                layer.getKernelSize()[1],
                layer.getStride()[0],
                layer.getStride()[1],
                padding(layer.getConvolutionMode(), layer.getPadding()[0]),
                padding(layer.getConvolutionMode(), layer.getPadding()[1]),
                layer.getDilation()[0],
                layer.getDilation()[1],
                layer.getConvolutionMode() == ConvolutionMode.Same);
    }

    private static int padding(ConvolutionMode mode, int pixels) {
        return mode == ConvolutionMode.Same ? 0 : pixels;
    }
}
