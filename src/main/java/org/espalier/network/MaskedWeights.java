package org.espalier.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer with a mask applied: removed weights are zero, and so is every slice that would
 * take in a silenced unit. A layer's own silenced units keep their weights: what silences them stands in the
 * layers that read them.
 */
public final class MaskedWeights {

    private final Layer.Weighted layer;
    private final float[] dense;
    private final int[] unitsInFront;

    private MaskedWeights(Network network, Layer.Weighted layer) {
        this.layer = layer;
        this.dense = network.weights(layer.name());
        this.unitsInFront = network.units().inFrontOf(layer.name());
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
                zeroInput(weights, channel);
            }
        }
        return weights;
    }

    private void zeroInput(float[] weights, int channel) {
        if (layer instanceof Layer.Dense dense) {
            int units = dense.output().channels();
            for (int position = 0; position < dense.inputShape().positions(); position++) {
                zero(weights, dense.row(channel, position) * units, units);
            }
            return;
        }
        int run = valuesPerChannel();
        for (int start = channel * run; start < weights.length; start += run * unitsInFront.length) {
            zero(weights, start, run);
        }
    }

    /** How many values of one channel stand one behind the other: in each filter, or all of them. */
    private int valuesPerChannel() {
        if (layer instanceof Layer.Convolution convolution) {
            return convolution.window().area();
        }
        if (layer instanceof Layer.Separable separable) {
            return separable.multiplier();
        }
        return dense.length / unitsInFront.length;
    }

    private static void zero(float[] weights, int from, int count) {
        Arrays.fill(weights, from, from + count, 0);
    }
}
