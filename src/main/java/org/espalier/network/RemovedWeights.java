package org.espalier.network;

import java.util.BitSet;

/**
 * The single weights of one layer that are zeroed: the first {@code count} places of an order.
 *
 * <p>Many steps share one order, so that a step costs bytes and a preview costs nothing until it is run.
 */
public final class RemovedWeights {

    private final int[] order;
    private final int count;

    /** @param order places in {@code W}, the least worth keeping first; not copied, and never to be changed */
    public RemovedWeights(int[] order, int count) {
        if (count < 0 || count > order.length) {
            throw new IllegalArgumentException("cannot remove " + count + " of " + order.length + " weights");
        }
        this.order = order;
        this.count = count;
    }

    public int count() {
        return count;
    }

    /** The places, as a set. Takes time in proportion to their number. */
    public BitSet places() {
        BitSet places = new BitSet(order.length);
        for (int i = 0; i < count; i++) {
            places.set(order[i]);
        }
        return places;
    }

    /** Sets these weights to zero. */
    public void zero(float[] weights) {
        for (int i = 0; i < count; i++) {
            weights[order[i]] = 0;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemovedWeights that
                && count == that.count
                && (order == that.order || places().equals(that.places()));
    }

    @Override
    public int hashCode() {
        return count;
    }
}
