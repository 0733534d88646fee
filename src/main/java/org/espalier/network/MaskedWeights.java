package org.espalier.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer with a mask applied: removed weights are zero, and so is every slice that would
 * take in a silenced unit. A layer's own silenced units keep their weights: what silences them stands in the
 * layers that read them.
 */
public final class MaskedWeights {

    private final Layer layer;
    private final float[] dense;
    private final int[] unitsInFront;

    private MaskedWeights(Network network, Layer layer) {
        this.layer = layer;
        this.dense = network.weights(layer.name());
        this.unitsInFront = network.units().inFrontOf(layer.name());
    }

    /** @param layer a convolution or dense layer of the network */
    public static MaskedWeights of(Network network, Layer layer) {
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
        if (layer instanceof Layer.Convolution convolution) {
            int area = convolution.window().area();
            int perFilter = area * unitsInFront.length;
            for (int start = channel * area; start < weights.length; start += perFilter) {
                zero(weights, start, area);
            }
        } else if (layer instanceof Layer.Dense dense) {
            int units = dense.output().channels();
            for (int position = 0; position < dense.inputShape().positions(); position++) {
                zero(weights, dense.row(channel, position) * units, units);
            }
        }
    }

    private static void zero(float[] weights, int from, int count) {
        Arrays.fill(weights, from, from + count, 0);
    }
}
