package org.espalier.training;

import java.util.Arrays;

/**
 * The largest values of some windows, and from which place of its window each is; found place by place, and on the way back
 * the gradient goes to that place.
 *
 * <p>Floats are compared and chosen by their bits as whole numbers, in loops that Java runs on many values at once, which
 * it does not with comparisons of floats; a loop that does more than these is no longer run so. What is not a number is
 * larger than all others, whatever its sign. Not thread safe.
 */
final class WindowMaxima {

    private static final int ALL_BUT_SIGN = 0x7fffffff;
    private static final int INFINITY = 0x7f800000;
    private static final int NOT_A_NUMBER = 0x7fc00000;
    /** From here on, bits with a sign are not of a number; one less than the difference to the first with a sign. */
    private static final int NUMBERS = 0x007fffff;

    private final boolean rectifies;
    private final int[] values;
    private final int[] largest;
    private final int[] taken;

    /**
     * @param most windows at once
     * @param rectifies whether values below zero become zero, as by a ReLU
     */
    WindowMaxima(int most, boolean rectifies) {
        this.rectifies = rectifies;
        this.values = new int[most];
        this.largest = new int[most];
        this.taken = new int[rectifies ? 0 : most];
    }

    /** Bits of the values at one place: to be filled before {@link #take}, filled by {@link #giveBack}. */
    int[] values() {
        return values;
    }

    /** Bits of the largest values behind {@link #finish}; before {@link #giveBack}, those of their gradient. */
    int[] largest() {
        return largest;
    }

    /** @param origin is set to the place that each of the largest is from; to -1 where it is zero instead */
    void start(int[] origin, int count) {
        Arrays.fill(largest, 0, count, rectifies ? 0 : Integer.MIN_VALUE);
        Arrays.fill(origin, 0, count, -1);
    }

    /** Looks at one place of each window; of equal values the first one counts. */
    void take(int[] origin, int count, int place) {
        if (rectifies) {
            takePositive(values, largest, origin, count, place);
        } else {
            order(values, count);
            compare(values, largest, taken, count);
            choose(values, largest, taken, count);
            mark(origin, taken, count, place);
        }
    }

    void finish(int count) {
        if (!rectifies) {
            orderBack(largest, count);
        }
    }

    /** Leaves in {@link #values} what goes back to one place: the gradient or zero. */
    void giveBack(int[] origin, int count, int place) {
        copyThoseFrom(place, origin, largest, values, count);
    }

    private static void takePositive(int[] values, int[] largest, int[] origin, int count, int place) {
        for (int i = 0; i < count; i++) {
            int value = values[i];
            int below = (value & (value + NUMBERS)) >> 31;
            value &= ~below & ALL_BUT_SIGN;
            int difference = largest[i] - value;
            int larger = difference >> 31;
            largest[i] = largest[i] - (difference & larger);
            origin[i] = (origin[i] & ~larger) | (place & larger);
        }
    }

    /** From the bits of floats to whole numbers in the same order. */
    private static void order(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            int value = values[i];
            int unknown = (INFINITY - (value & ALL_BUT_SIGN)) >> 31;
            values[i] = ((value ^ ((value >> 31) & ALL_BUT_SIGN)) & ~unknown) | (NOT_A_NUMBER & unknown);
        }
    }

    private static void orderBack(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] ^= (values[i] >> 31) & ALL_BUT_SIGN;
        }
    }

    /** All bits where a value is larger, whatever the signs (Warren, Hacker's Delight, 2-12). */
    private static void compare(int[] values, int[] largest, int[] larger, int count) {
        for (int i = 0; i < count; i++) {
            int difference = largest[i] - values[i];
            larger[i] = (difference ^ ((largest[i] ^ values[i]) & (difference ^ largest[i]))) >> 31;
        }
    }

    private static void choose(int[] values, int[] largest, int[] larger, int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = (largest[i] & ~larger[i]) | (values[i] & larger[i]);
        }
    }

    private static void mark(int[] origin, int[] larger, int count, int place) {
        for (int i = 0; i < count; i++) {
            origin[i] = (origin[i] & ~larger[i]) | (place & larger[i]);
        }
    }

    private static void copyThoseFrom(int place, int[] origin, int[] gradient, int[] result, int count) {
        for (int i = 0; i < count; i++) {
            int other = origin[i] ^ place;
            result[i] = gradient[i] & ~((other | -other) >> 31);
        }
    }
}
