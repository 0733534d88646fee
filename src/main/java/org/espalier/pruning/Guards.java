package org.espalier.pruning;

import java.util.List;

/**
 * What a layer keeps at any rate, whatever its share. A hand's {@link Picks} are stronger; single weights are not
 * guarded.
 *
 * @param multiple how many units stay is a multiple of this, or all of them; 1 for any number. Processors compute
 *     widths of 8 or 16 without waste
 * @param least so many units stay, or all of them
 */
public record Guards(int multiple, int least) {

    /** Any number of units may stay, but one does. */
    public static final Guards NONE = new Guards(1, 1);

    /** The multiples to choose from. */
    public static final List<Integer> MULTIPLES = List.of(1, 4, 8, 16);

    public Guards {
        if (multiple < 1 || least < 1) {
            throw new IllegalArgumentException(
                    "a multiple and a least number of units must be at least 1, were " + multiple + " and " + least);
        }
    }

    /**
     * The number of units that may stay nearest to a wish; of two as near, the larger one. A larger wish never
     * gives less.
     *
     * @param wish how many would stay, 0 where others of the same layers stay instead
     * @param size how many there are
     * @param fewest how many the hand keeps
     * @param most how many the hand leaves
     */
    int kept(int wish, int size, int fewest, int most) {
        if (multiple == 1 || wish == 0) {
            return wish;
        }
        int low = roundedUp(Math.max(fewest, Math.min(least, size)));
        int high = most / multiple * multiple;
        if (low > high) {
            return most == size ? size : wish;
        }
        int below = Math.max(low, Math.min(high, wish / multiple * multiple));
        int above = roundedUp(wish);
        if (above > high) {
            above = most == size ? size : high;
        }
        above = Math.max(low, above);
        return wish - below < above - wish ? below : above;
    }

    private int roundedUp(int count) {
        return (count + multiple - 1) / multiple * multiple;
    }
}
