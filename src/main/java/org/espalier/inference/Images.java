package org.espalier.inference;

/** The images that a network is evaluated on, in a fixed order. Read by several threads at once. */
public interface Images {

    int size();

    /** Writes images {@code from} up to but not with {@code to}: {@code [image, height, width, channel]}. */
    void copyTo(int from, int to, float[] target);
}
