package org.espalier.network;

/** How DL4J lays out the values behind a layer. Ours are always {@code [image, height, width, channel]}. */
public enum Layout {
    /** {@code [image, feature]}; an image that enters flattened counts channels slowest. */
    ROWS,
    /** {@code [image, channel, height, width]}. */
    CHANNELS_FIRST,
    /** {@code [image, height, width, channel]}. */
    CHANNELS_LAST,
    /** Sequences and volumes, which DL4J alone reads. */
    OTHER
}
