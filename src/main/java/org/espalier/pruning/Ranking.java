package org.espalier.pruning;

import org.espalier.network.RemovedWeights;

/**
 * Scores of the units or weights of one layer, and the order in which they would go: by (score, index), so that
 * equal scores go in the order of their places and a count of k always means the same k. −0 and +0 are equal.
 */
public abstract sealed class Ranking permits SortedRanking, CountedRanking {

    /** An order of so many takes no more memory than the buckets of any number. */
    private static final int FEW = 1 << 16;

    private final float[] scores;

    Ranking(float[] scores) {
        this.scores = scores;
    }

    /** @throws IllegalArgumentException where a score is not a number */
    public static Ranking of(float[] scores) {
        return owning(scores.clone());
    }

    /** Keeps the array itself, for those who have just made it. */
    static Ranking owning(float[] scores) {
        return scores.length <= FEW ? SortedRanking.sorting(scores) : CountedRanking.counting(scores);
    }

    public final int size() {
        return scores.length;
    }

    public final float score(int index) {
        return scores[index];
    }

    /** All scores, by index. */
    public final float[] scores() {
        return scores.clone();
    }

    /** Shared; nobody changes it. */
    final float[] shared() {
        return scores;
    }

    /** The index that goes as number {@code rank}, from 0. Takes passes over all scores where they are many. */
    public abstract int at(int rank);

    /** The score that goes as number {@code rank}, or nearly where scores are many. Takes no pass over them. */
    public abstract float scoreNear(int rank);

    /** The first {@code count}, as weights of a layer. Takes no time: the weights are found when they are zeroed. */
    abstract RemovedWeights first(int count);
}
