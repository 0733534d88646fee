package org.espalier.pruning;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A depthwise convolution: {@code W [kernelHeight, kernelWidth, channels, multiplier]}, {@code b [channels ·
 * multiplier]}. All that it makes of a channel goes with it.
 */
record DepthwiseCut(KeptChannels kept) implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        LayerCut.resize(configuration, kept.front().length, kept.behind().length);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return parameter.equals("W") ? LayerCut.along(2, kept.front(), shape) : LayerCut.ofRow(kept.behind(), shape);
    }
}
