package org.espalier.network;

import java.util.BitSet;

/**
 * Where in a layer's weights the slices of its units and of the channels it reads lie, in the order of
 * {@link Network#weights}.
 */
final class WeightPlaces {

    private final Layer.Weighted layer;
    private final int size;
    private final int channels;

    /** Takes runs of places, one behind the other. */
    @FunctionalInterface
    interface Runs {
        void take(int from, int count);
    }

    /**
     * @param size how many weights there are
     * @param channels how many it reads
     */
    WeightPlaces(Layer.Weighted layer, int size, int channels) {
        this.layer = layer;
        this.size = size;
        this.channels = channels;
    }

    /** The weights that a channel of the input is multiplied with. */
    void ofChannel(int channel, Runs runs) {
        if (layer instanceof Layer.Dense dense) {
            int units = dense.output().channels();
            for (int position = 0; position < dense.inputShape().positions(); position++) {
                runs.take(dense.row(channel, position) * units, units);
            }
            return;
        }
        int run = valuesPerChannel();
        for (int start = channel * run; start < size; start += run * channels) {
            runs.take(start, run);
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
        return size / channels;
    }

    /** The weights that make a unit. */
    void ofUnit(int unit, Runs runs) {
        int units = layer.output().channels();
        if (layer instanceof Layer.Convolution || layer instanceof Layer.Separable) {
            runs.take(unit * (size / units), size / units);
            return;
        }
        int run = layer instanceof Layer.Deconvolution deconvolution
                ? deconvolution.window().area()
                : 1;
        for (int start = unit * run; start < size; start += run * units) {
            runs.take(start, run);
        }
    }

    /** The places that are in no slice of a silenced unit. */
    BitSet kept(UnitGroups groups, PruningMask mask) {
        BitSet kept = new BitSet(size);
        kept.set(0, size);
        Runs clear = (from, count) -> kept.clear(from, from + count);
        int[] front = groups.inFrontOf(layer.name());
        for (int channel = 0; channel < front.length; channel++) {
            if (mask.removesUnit(front[channel])) {
                ofChannel(channel, clear);
            }
        }
        int[] behind = groups.behind(layer.name());
        for (int unit = 0; unit < behind.length; unit++) {
            if (mask.removesUnit(behind[unit])) {
                ofUnit(unit, clear);
            }
        }
        return kept;
    }
}
