package org.espalier.network;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer with a mask applied: removed weights are zero, and so is every slice that would
 * take in a silenced unit. A layer's own silenced units keep their weights: what silences them stands in the
 * layers that read them.
 */
public final class MaskedWeights {

    private final Layer.Weighted layer;
    private final WeightPlaces places;
    private final float[] dense;
    private final int[] unitsInFront;

    private MaskedWeights(Network network, Layer.Weighted layer) {
        this.layer = layer;
        this.dense = network.weights(layer.name());
        this.unitsInFront = network.units().inFrontOf(layer.name());
        this.places = new WeightPlaces(layer, dense.length, unitsInFront.length);
    }

    public static MaskedWeights of(Network network, Layer.Weighted layer) {
        return new MaskedWeights(network, layer);
    }

    /** A copy of the weights with the mask applied, in the order of {@link Network#weights}. */
    public float[] under(PruningMask mask) {
        float[] weights = dense.clone();
        @Nullable RemovedWeights removed = mask.weightsOf(layer.name());
        if (removed != null) {
            removed.zero(weights);
        }
        for (int channel = 0; channel < unitsInFront.length; channel++) {
            if (mask.removesUnit(unitsInFront[channel])) {
                places.ofChannel(channel, (from, count) -> Arrays.fill(weights, from, from + count, 0));
            }
        }
        return weights;
    }

    /**
     * How many of a layer's weights a mask zeroes singly, in slices that would stay if the silenced units were cut out.
     * Takes no time unless it does both.
     */
    public static int zeroedInKeptSlices(Structure network, Layer.Weighted layer, PruningMask mask) {
        RemovedWeights removed = mask.weightsOf(layer.name());
        if (removed == null || !mask.silencesUnits()) {
            return mask.removedWeights(layer.name());
        }
        BitSet zeroed = removed.places();
        int channels = network.units().inFrontOf(layer.name()).length;
        zeroed.and(new WeightPlaces(layer, removed.layerSize(), channels).kept(network.units(), mask));
        return zeroed.cardinality();
    }
}
