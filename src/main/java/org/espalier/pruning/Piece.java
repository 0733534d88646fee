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
        float[] piece = new float[size()];
        walk((from, at) -> piece[at] = values[from]);
        return piece;
    }

    /**
     * Puts values back to these places; those at all others stay.
     *
     * @param piece in the order of {@link #of}
     * @param values of the whole array, row-major
     */
    void put(float[] piece, float[] values) {
        if (piece.length != size()) {
            throw new IllegalArgumentException(piece.length + " values for " + size() + " places");
        }
        walk((to, at) -> values[to] = piece[at]);
    }

    private int size() {
        int size = 1;
        for (int[] list : places) {
            size = Math.multiplyExact(size, list.length);
        }
        return size;
    }

    /** Takes each place, and how many came before it. */
    @FunctionalInterface
    private interface Visit {
        void at(int place, int before);
    }

    private void walk(Visit visit) {
        if (size() > 0) {
            walk(0, 0, 0, visit);
        }
    }

    /** Goes on from one dimension; gives how many places there were before and in it. */
    private int walk(int dimension, int start, int before, Visit visit) {
        if (dimension == whole.length) {
            visit.at(start, before);
            return before + 1;
        }
        int next = before;
        for (int place : places.get(dimension)) {
            int from = Math.toIntExact(start * whole[dimension] + place);
            next = walk(dimension + 1, from, next, visit);
        }
        return next;
    }
}
