package org.espalier.pruning;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;

/**
 * A PReLU layer: one slope {@code W} for each value of an image, or for several that share it.
 *
 * @param channelsLast whether the slopes count channels in their last dimension, as DL4J lays images out, or in the first
 */
record PReluCut(int[] channels, boolean channelsLast) implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        PReLULayer prelu = (PReLULayer) configuration;
        long[] shape = prelu.getInputShape().clone();
        shape[dimension(shape)] = channels.length;
        prelu.setInputShape(shape);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return LayerCut.along(dimension(shape), channels, shape);
    }

    private int dimension(long... shape) {
        return channelsLast ? shape.length - 1 : 0;
    }
}
