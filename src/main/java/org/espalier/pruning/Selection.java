package org.espalier.pruning;

/**
 * Finds the k smallest of many scores in two passes, without sorting them.
 *
 * <p>Holds 0.8 MB that each selection uses again. Not thread safe.
 */
public final class Selection {

    private final Buckets buckets = new Buckets();
    private final int[] low = new int[Buckets.LOW_SIZE];

    /**
     * The {@code count} smallest by (score, place).
     *
     * @param count at least 1, at most {@code scores.length}
     * @throws IllegalArgumentException where a score is NaN, with its place, or the count is out of range
     */
    public Threshold smallest(float[] scores, int count) {
        if (count < 1 || count > scores.length) {
            throw new IllegalArgumentException("cannot select " + count + " of " + scores.length + " scores");
        }
        buckets.count(scores);
        return buckets.threshold(scores, count, low);
    }
}
