package org.espalier.training;

/**
 * One array of a layer, as it lies in {@link Parameters}.
 *
 * @param name DL4J's name of it: W, pW, b, gamma, beta, g
 * @param places for each value here, its place in DL4J's array, row by row; what is silenced has none
 * @param offset of the first value in the list of all
 * @param rows the array as a matrix: all but the last dimension
 * @param columns the last dimension
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record Weight(String layer, String name, int[] places, long offset, long rows, long columns, Way way) {

    /** How it is learned. */
    enum Way {
        /** Weight decay pulls at it. */
        DECAYING,
        /** Biases, slopes, and what scales or normalises. */
        FREE,
        /** Not at all: its layer was frozen when the network was made. */
        HELD
    }

    boolean decays() {
        return way == Way.DECAYING;
    }

    int length() {
        return places.length;
    }
}
