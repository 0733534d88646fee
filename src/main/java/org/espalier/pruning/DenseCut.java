package org.espalier.pruning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.Layer;

/** A dense layer, which takes images in row by row: {@code W [rows, units]}, {@code b [units]}. */
record DenseCut(int[] rows, int[] units) implements LayerCut {

    static DenseCut of(org.espalier.network.Layer.Dense layer, KeptChannels kept) {
        int positions = layer.inputShape().positions();
        int[] rows = Arrays.stream(kept.front())
                .flatMap(channel -> IntStream.range(0, positions).map(position -> layer.row(channel, position)))
                .sorted()
                .toArray();
        return new DenseCut(rows, kept.behind());
    }

    @Override
    public void resize(Layer configuration) {
        LayerCut.resize(configuration, rows.length, units.length);
    }

    @Override
    public List<int[]> places(String parameter, long... shape) {
        return parameter.equals("W") ? List.of(rows, units) : LayerCut.ofRow(units, shape);
    }
}
