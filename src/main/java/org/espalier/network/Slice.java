package org.espalier.network;

import java.util.List;

/**
 * What removed units take away from one side of one layer.
 *
 * @param indices ascending; on the output side channels; on the input side channels too, but for a dense layer the rows
 *     of {@code W}, of which each channel has as many as the image in front has positions
 * @param parameters values that go with it. A value that stands in both an output and an input slice of a layer is
 *     counted in the output slice, so that all slices of a removal add up to what it saves
 */
public record Slice(String layer, Side side, List<Integer> indices, long parameters) {

    /** Which side of a layer. */
    public enum Side {
        /** What makes the channels. */
        OUTPUT,
        /** What reads them. */
        INPUT
    }

    public Slice {
        indices = List.copyOf(indices);
        if (indices.isEmpty() || parameters < 1) {
            throw new IllegalArgumentException("an empty slice of " + layer);
        }
    }
}
