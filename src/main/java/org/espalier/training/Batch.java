package org.espalier.training;

/**
 * The examples of a step.
 *
 * @param labels one class per image
 * @param count how many images there are; fewer than a batch are repeated for its statistics
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record Batch(BatchSource images, int[] labels, int count) {

    Batch {
        if (count < 1 || labels.length < count) {
            throw new IllegalArgumentException(count + " images, " + labels.length + " labels");
        }
    }
}
