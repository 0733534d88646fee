package org.espalier.training;

/** Where the images of a batch come from; several threads take their shares at once. */
@FunctionalInterface
interface BatchSource {

    /** Writes images {@code from} up to but not with {@code to} of the batch from the start of {@code target}. */
    void copyTo(int from, int to, float[] target);
}
