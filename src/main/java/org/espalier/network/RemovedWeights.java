package org.espalier.network;

import java.util.BitSet;

/**
 * The single weights of one layer that are zeroed: the first {@code count} places of an order.
 *
 * <p>Many steps share one order, so that a step costs bytes and a preview costs nothing until it is run.
 */
public final class RemovedWeights {

    /** In which order the weights of a layer go; it never changes. */
    public interface Order {

        /** How many weights the layer has. */
        int size();

        /** Sets the first {@code count}, at least 1, to zero. */
        void zero(int count, float[] weights);

        /** The first {@code count}, at least 1, as a set of places in {@code W}. */
        BitSet places(int count);
    }

    /** An order that is written out. */
    private record Listed(int[] order) implements Order {

        @Override
        public int size() {
            return order.length;
        }

        @Override
        public void zero(int count, float[] weights) {
            for (int i = 0; i < count; i++) {
                weights[order[i]] = 0;
            }
        }

        @Override
        public BitSet places(int count) {
            BitSet places = new BitSet(order.length);
            for (int i = 0; i < count; i++) {
                places.set(order[i]);
            }
            return places;
        }
    }

    private final Order order;
    private final int count;

    public RemovedWeights(Order order, int count) {
        if (count < 0 || count > order.size()) {
            throw new IllegalArgumentException("cannot remove " + count + " of " + order.size() + " weights");
        }
        this.order = order;
        this.count = count;
    }

    /** @param order places in {@code W}, the least worth keeping first; not copied, and never to be changed */
    public RemovedWeights(int[] order, int count) {
        this(new Listed(order), count);
    }

    public int count() {
        return count;
    }

    /** How many weights the layer has. */
    public int layerSize() {
        return order.size();
    }

    /** The places, as a set. Takes time in proportion to the number of weights. */
    public BitSet places() {
        return count == 0 ? new BitSet() : order.places(count);
    }

    /** Sets these weights to zero. */
    public void zero(float[] weights) {
        if (count > 0) {
            order.zero(count, weights);
        }
    }

    /** Equal where the same places go, whatever put them in order. Costs nothing where the order is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RemovedWeights that
                && count == that.count
                && (order.equals(that.order) || places().equals(that.places()));
    }

    @Override
    public int hashCode() {
        return count;
    }
}
