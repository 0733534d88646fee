package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against comparisons of floats, one by one. */
class WindowMaximaTest {

    private static final int PLACES = 4;
    private static final int WINDOWS = 3000;
    private static final int COUNT = 2990;

    /** Among them all that is special about floats, so that many windows hold several of them, and equal ones. */
    private static final float[] SPECIAL = {
        0,
        -0f,
        1,
        -1,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        Float.intBitsToFloat(0xffc00000),
        Float.intBitsToFloat(0xff800001),
        Float.intBitsToFloat(0xffffffff),
        Float.intBitsToFloat(0x7fffffff)
    };

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLargestOfEachWindowAndItsPlaceAreFound(boolean rectifies) {
        float[][] values = values();
        WindowMaxima maxima = new WindowMaxima(WINDOWS, rectifies);
        int[] origin = new int[WINDOWS];
        maxima.start(origin, COUNT);
        for (int place = 0; place < PLACES; place++) {
            put(values[place], maxima.values());
            maxima.take(origin, COUNT, place);
        }
        maxima.finish(COUNT);
        float[] largest = floats(maxima.largest());

        int unknown = 0;
        for (int i = 0; i < COUNT; i++) {
            int best = place(values, i, rectifies);
            float wanted = best < 0 ? 0 : values[best][i];
            assertEquals(wanted, largest[i], "window " + i);
            if (Float.isNaN(wanted)) {
                assertTrue(Float.isNaN(values[origin[i]][i]), "window " + i);
                unknown++;
            } else {
                assertEquals(best, origin[i], "window " + i);
            }
        }
        assertTrue(unknown > 100 && unknown < COUNT - 1000, "windows of both kinds: " + unknown);
    }

    /** Of equal ones the first; -1 where a ReLU lets none through. */
    private static int place(float[][] values, int window, boolean rectifies) {
        int best = -1;
        float largest = rectifies ? 0 : Float.NEGATIVE_INFINITY;
        for (int place = 0; place < PLACES; place++) {
            float value = values[place][window];
            boolean first = best < 0 && !rectifies;
            // Unlike ==, compare() has -0 below 0, and what is not a number above all others.
            if (first || Float.compare(value, largest) > 0) {
                best = place;
                largest = value;
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theGradientGoesToThatPlaceAlone(boolean rectifies) {
        float[][] values = values();
        WindowMaxima maxima = new WindowMaxima(WINDOWS, rectifies);
        int[] origin = new int[WINDOWS];
        maxima.start(origin, COUNT);
        for (int place = 0; place < PLACES; place++) {
            put(values[place], maxima.values());
            maxima.take(origin, COUNT, place);
        }
        float[] gradient = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            gradient[i] = i + 1;
        }
        put(gradient, maxima.largest());
        for (int place = 0; place < PLACES; place++) {
            maxima.giveBack(origin, COUNT, place);
            float[] wanted = new float[COUNT];
            for (int i = 0; i < COUNT; i++) {
                int best = place(values, i, rectifies);
                boolean unknown = best >= 0 && Float.isNaN(values[best][i]);
                wanted[i] = (unknown ? origin[i] : best) == place ? gradient[i] : 0;
            }
            assertArrayEquals(wanted, floats(maxima.values()), "place " + place);
        }
    }

    private static float[][] values() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] values = new float[PLACES][COUNT];
        for (float[] place : values) {
            for (int i = 0; i < COUNT; i++) {
                place[i] = random.nextInt(3) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : (float) (random.nextDouble() - 0.5);
            }
        }
        return values;
    }

    private static void put(float[] from, int[] bits) {
        for (int i = 0; i < from.length; i++) {
            bits[i] = Float.floatToRawIntBits(from[i]);
        }
    }

    private static float[] floats(int[] bits) {
        float[] floats = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            floats[i] = Float.intBitsToFloat(bits[i]);
        }
        return floats;
    }
}
