package org.espalier.pruning;

import java.util.List;

/**
 * The part of an array at some places of each dimension.
 *
 * @param whole shape of the array
 * @param places for each dimension, ascending
 */
record Piece(long[] whole, List<int[]> places) {

    Piece {
        if (whole.length != places.size()) {
            throw new IllegalArgumentException(places.size() + " lists of places for " + whole.length + " dimensions");
        }
        places = List.copyOf(places);
    }

    long[] shape() {
        return places.stream().mapToLong(list -> list.length).toArray();
    }

    /**
     * The values at these places.
     *
     * @param values of the whole array, row-major
     */
    float[] of(float[] values) {
        int size = 1;
        for (int[] list : places) {
            size = Math.multiplyExact(size, list.length);
        }
        float[] piece = new float[size];
        if (size > 0) {
            fill(values, 0, 0, piece, 0);
        }
        return piece;
    }

    /** Fills in from one dimension on; gives the place behind what was filled. */
    private int fill(float[] values, int dimension, int start, float[] piece, int at) {
        if (dimension == whole.length) {
            piece[at] = values[start];
            return at + 1;
        }
        int next = at;
        for (int place : places.get(dimension)) {
            int from = Math.toIntExact(start * whole[dimension] + place);
            next = fill(values, dimension + 1, from, piece, next);
        }
        return next;
    }
}
