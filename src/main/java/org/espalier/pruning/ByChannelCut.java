package org.espalier.pruning;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A layer that works channel by channel, and stores a row of values, one per channel, or nothing: batch-norm, dropout. */
record ByChannelCut(int[] channels) implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        LayerCut.resize(configuration, channels.length, channels.length);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return LayerCut.ofRow(channels, shape);
    }
}
