package org.espalier.inference;

import org.espalier.data.Examples;

/** The images that a network is evaluated on, in a fixed order. Read by several threads at once. */
public interface Images {

    /** Examples in an order of their own. */
    static Images of(Examples examples, int... order) {
        return new Images() {
            @Override
            public int size() {
                return order.length;
            }

            @Override
            public void copyTo(int from, int to, float[] target) {
                examples.copyTo(order, from, to, target);
            }
        };
    }

    int size();

    /** Writes images {@code from} up to but not with {@code to}: {@code [image, height, width, channel]}. */
    void copyTo(int from, int to, float[] target);
}
