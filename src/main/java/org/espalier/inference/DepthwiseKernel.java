package org.espalier.inference;

import org.espalier.network.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights with which each channel is convolved by itself, laid out for some of the channels: {@code [kernelHeight,
 * kernelWidth, channels, multiplier]}, with zeros between the weights of a dilated kernel, which ND4J's operation
 * refuses.
 */
final class DepthwiseKernel implements Cell {

    /** Gives one weight of a layer. */
    interface Source {
        float at(int pixel, int channel, int m);
    }

    private final Window window;
    private final int multiplier;
    /** {@code [pixel, channel, multiplier]}. */
    private final float[] weights;

    private final int channels;
    private final Constant laidOut;

    DepthwiseKernel(Window window, int channels, int multiplier, Buffers buffers) {
        this.window = window;
        this.channels = channels;
        this.multiplier = multiplier;
        this.weights = new float[window.area() * channels * multiplier];
        this.laidOut = new Constant(buffers, (long) window.filledIn().area() * channels * multiplier);
    }

    void fill(Source source) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = source.at(i / multiplier / channels, i / multiplier % channels, i % multiplier);
        }
    }

    /** @param present channels, ascending */
    void layOut(int... present) {
        Window filled = window.filledIn();
        float[] some = new float[filled.area() * present.length * multiplier];
        for (int pixel = 0; pixel < window.area(); pixel++) {
            int place = window.placeFilledIn(pixel);
            for (int i = 0; i < present.length; i++) {
                int from = (pixel * channels + present[i]) * multiplier;
                System.arraycopy(weights, from, some, (place * present.length + i) * multiplier, multiplier);
            }
        }
        laidOut.put(some, filled.height(), filled.width(), present.length, multiplier);
    }

    @Override
    public INDArray array() {
        return laidOut.array();
    }
}
