package org.espalier.pruning;

import java.util.Arrays;

/**
 * How many scores there are per upper half of their bits: with one more pass over the scores, any
 * {@link Threshold} (a radix select of two digits of 16 bits; Knuth, The Art of Computer Programming 3, 5.2.5).
 *
 * <p>The passes look at raw bits only, which compiles to plain integer loads; the signs are put in order
 * when the buckets are walked. The buckets of +0 and −0 are one, since both zeroes are equal.
 */
final class Buckets {

    private static final int LOW_BITS = 16;
    private static final int COUNT = 1 << LOW_BITS;
    /** How many values the lower half has, with either sign in the bucket of the zeroes. */
    static final int LOW_SIZE = 2 * COUNT - 1;

    private static final int NEGATIVE = 1 << 15;
    private static final int INFINITE = 0x7f80;

    private final int[] counts = new int[COUNT];

    /**
     * Counts these scores, and nothing that was counted before.
     *
     * @throws IllegalArgumentException where a score is NaN, with its place
     */
    void count(float[] scores) {
        Arrays.fill(counts, 0);
        for (float score : scores) {
            counts[Float.floatToRawIntBits(score) >>> LOW_BITS]++;
        }
        if (mayHoldNaN()) {
            refuseNaN(scores);
        }
        counts[0] += counts[NEGATIVE];
        counts[NEGATIVE] = 0;
    }

    private boolean mayHoldNaN() {
        int found = 0;
        for (int bucket = INFINITE; bucket < NEGATIVE; bucket++) {
            found |= counts[bucket] | counts[NEGATIVE + bucket];
        }
        return found != 0;
    }

    private static void refuseNaN(float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
        }
    }

    /**
     * The threshold below which {@code count} of the counted scores go. Takes one pass over them.
     *
     * @param count at least 1, at most how many there are
     * @param low {@value #LOW_SIZE} zeroes; zeroes again afterwards
     */
    Threshold threshold(float[] scores, int count, int[] low) {
        int open = count;
        int bucket = 0;
        for (int step = 0; step < COUNT; step++) {
            bucket = bucketAt(step);
            if (open <= counts[bucket]) {
                break;
            }
            open -= counts[bucket];
        }
        countLow(bucket, scores, low);
        int place = 0;
        while (open > low[place]) {
            open -= low[place++];
        }
        Arrays.fill(low, 0);
        return new Threshold(Threshold.scoreOf(firstKey(bucket) + place), open);
    }

    /** About the score that goes as number {@code rank}: as if the scores of a bucket stood evenly in it. */
    float scoreNear(int rank) {
        int open = rank;
        for (int step = 0; step < COUNT; step++) {
            int bucket = bucketAt(step);
            if (open < counts[bucket]) {
                double share = (open + 0.5) / counts[bucket];
                return Threshold.scoreOf(firstKey(bucket) + (int) (share * keys(bucket)));
            }
            open -= counts[bucket];
        }
        throw new IndexOutOfBoundsException("nothing has rank " + rank);
    }

    /** Buckets from the lowest score to the highest: the negative ones backwards, then the positive ones. */
    private static int bucketAt(int step) {
        return step < NEGATIVE ? COUNT - 1 - step : step - NEGATIVE;
    }

    private static void countLow(int bucket, float[] scores, int[] low) {
        int first = firstKey(bucket);
        int upper = bucket == 0 ? Integer.MAX_VALUE - (COUNT - 1) : -COUNT;
        int wanted = bucket << LOW_BITS;
        for (float score : scores) {
            int bits = Float.floatToRawIntBits(score);
            if ((bits & upper) == wanted) {
                low[Threshold.key(bits) - first]++;
            }
        }
    }

    /** The least {@link Threshold#key} of a bucket. */
    private static int firstKey(int bucket) {
        if (bucket == 0) {
            return 1 - COUNT;
        }
        int bits = bucket << LOW_BITS;
        return Threshold.key(bits < 0 ? bits | (COUNT - 1) : bits);
    }

    private static int keys(int bucket) {
        return bucket == 0 ? LOW_SIZE : COUNT;
    }
}
