package org.espalier.training;

/**
 * One array of a layer that is learned, as it lies in {@link Parameters}.
 *
 * @param name DL4J's name of it: W, b, gamma, beta
 * @param places for each value here, its place in DL4J's array, row by row; what is silenced has none
 * @param offset of the first value in the list of all
 * @param rows the array as a matrix: all but the last dimension
 * @param columns the last dimension
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record Weight(String layer, String name, int[] places, long offset, long rows, long columns) {

    /** Weight decay pulls at weights, not at biases nor at what normalises. */
    boolean decays() {
        return name.equals("W");
    }

    int length() {
        return places.length;
    }
}
