package org.espalier.pruning;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A layer that no unit is taken from. */
record Whole() implements LayerCut {

    @Override
    public void resize(Layer configuration) {
        // It keeps its size.
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return LayerCut.all(shape);
    }
}
