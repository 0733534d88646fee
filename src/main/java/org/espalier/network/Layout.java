package org.espalier.network;

/** How DL4J lays out the values behind a layer. Ours are always {@code [image, height, width, channel]}. */
public enum Layout {
    /** {@code [image, feature]}; an image that enters flattened counts channels slowest. */
    ROWS,
    /** {@code [image, channel, height, width]}. */
    CHANNELS_FIRST,
    /** {@code [image, height, width, channel]}. */
    CHANNELS_LAST,
    /** A sequence, {@code [image, feature, step]}: the rows of an image are its steps. */
    STEPS_LAST,
    /** A sequence, {@code [image, step, feature]}. */
    STEPS_FIRST,
    /** A volume, {@code [image, channel, depth, height, width]}, or another. */
    VOLUME;

    /** Whether DL4J alone reads it. */
    public boolean isForDl4jAlone() {
        return this == STEPS_LAST || this == STEPS_FIRST || this == VOLUME;
    }
}
