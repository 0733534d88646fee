package org.espalier.pruning;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A transposed convolution: {@code W [channels, filters, kernelHeight, kernelWidth]}, {@code b [filters]}. */
record DeconvolutionCut(KeptChannels kept) implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        LayerCut.resize(configuration, kept.front().length, kept.behind().length);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return parameter.equals("W")
                ? List.of(kept.front(), kept.behind(), LayerCut.all(shape[2]), LayerCut.all(shape[3]))
                : LayerCut.ofRow(kept.behind(), shape);
    }
}
