package org.espalier.training;

import org.jspecify.annotations.Nullable;

/**
 * The examples of a step.
 *
 * @param labels one class per image
 * @param count how many images there are; fewer than a batch are repeated for its statistics
 * @param teacher its answers to these images; null where nobody teaches
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record Batch(
        BatchSource images,
        int[] labels,
        int count,
        @Nullable SoftTargets teacher) {

    /** Of labels alone. */
    Batch(BatchSource images, int[] labels, int count) {
        this(images, labels, count, null);
    }

    Batch {
        if (count < 1 || labels.length < count) {
            throw new IllegalArgumentException(count + " images, " + labels.length + " labels");
        }
    }
}
