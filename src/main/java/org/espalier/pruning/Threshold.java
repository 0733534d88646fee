package org.espalier.pruning;

import java.util.BitSet;

/**
 * The smallest of many scores, said in a few bytes: every score below this one, and of those equal to it the
 * first {@code ties} by place.
 *
 * <p>Scores are compared by {@link #key}, so that −0 and +0 are equal. No score may be NaN.
 *
 * @param score the largest that goes
 * @param ties how many of the scores equal to it go, at least 1
 */
public record Threshold(float score, int ties) {

    public Threshold {
        if (Float.isNaN(score) || ties < 1) {
            throw new IllegalArgumentException("a threshold of " + score + " with " + ties + " ties");
        }
    }

    /** An integer that sorts as the float of these bits does: from sign and magnitude to two's complement. */
    static int key(int bits) {
        int sign = bits >> 31;
        return ((bits & Integer.MAX_VALUE) ^ sign) - sign;
    }

    /** The float that a key is of. */
    static float scoreOf(int key) {
        return Float.intBitsToFloat(key < 0 ? Integer.MIN_VALUE - key : key);
    }

    /** The place of the last score that goes, in the order of (score, place). */
    int lastPlace(float[] scores) {
        int wanted = key(Float.floatToRawIntBits(score));
        int open = ties;
        for (int i = 0; i < scores.length; i++) {
            if (key(Float.floatToRawIntBits(scores[i])) == wanted && --open == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException(this + " is not of these scores");
    }

    /** Sets to zero what stands at the places of the scores that go. */
    void zero(float[] scores, float[] weights) {
        int behind = lastPlace(scores) + 1;
        int largest = key(Float.floatToRawIntBits(score));
        zero(scores, weights, 0, behind, largest);
        zero(scores, weights, behind, scores.length, largest - 1);
    }

    /** Without a branch: at half of the scores it would be guessed wrong half of the time. */
    private static void zero(float[] scores, float[] weights, int from, int to, int largest) {
        for (int i = from; i < to; i++) {
            int kept = -stays(scores[i], largest);
            weights[i] = Float.intBitsToFloat(Float.floatToRawIntBits(weights[i]) & kept);
        }
    }

    /** The places of the scores that go. */
    BitSet places(float[] scores) {
        int behind = lastPlace(scores) + 1;
        int largest = key(Float.floatToRawIntBits(score));
        long[] words = new long[(scores.length + Long.SIZE - 1) / Long.SIZE];
        for (int word = 0; word < words.length; word++) {
            int from = word * Long.SIZE;
            long bits = 0;
            for (int i = Math.min(from + Long.SIZE, scores.length) - 1; i >= from; i--) {
                bits = bits << 1 | (1L - stays(scores[i], i < behind ? largest : largest - 1));
            }
            words[word] = bits;
        }
        return BitSet.valueOf(words);
    }

    /** 1 where the score is above the largest key that goes, else 0. The difference of two keys needs 33 bits. */
    private static int stays(float score, int largest) {
        return (int) (((long) largest - key(Float.floatToRawIntBits(score))) >>> 63);
    }
}
