package org.espalier.pruning;

import java.util.Arrays;

/** Scores of the units or weights of one layer, and the order in which they would go. */
public final class Ranking {

    private final float[] scores;
    private final int[] order;

    private Ranking(float[] scores, int[] order) {
        this.scores = scores;
        this.order = order;
    }

    /**
     * Ranks by (score, index): equal scores go in the order of their places, so that a count of k always
     * means the same k.
     *
     * @throws IllegalArgumentException where a score is not a number
     */
    public static Ranking of(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
            keys[i] = (long) sortable(scores[i]) << 32 | i;
        }
        Arrays.parallelSort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return new Ranking(scores.clone(), order);
    }

    /** An integer that sorts as the float does; −0 and +0 are equal. */
    private static int sortable(float score) {
        int bits = Float.floatToRawIntBits(score + 0f);
        return bits < 0 ? bits ^ 0x7fffffff : bits;
    }

    public int size() {
        return order.length;
    }

    public float score(int index) {
        return scores[index];
    }

    /** All scores, by index. */
    public float[] scores() {
        return scores.clone();
    }

    /** The index that goes as number {@code rank}, from 0. */
    public int at(int rank) {
        return order[rank];
    }

    /** Shared with masks; nobody changes it. */
    int[] order() {
        return order;
    }
}
