package org.espalier.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final byte[] PIXELS = {0, 51, (byte) 255, 102, 0, 0, 0, (byte) 153, 1, 2, 3, 4};

    private final Examples three = Examples.of(new ImageShape(2, 2, 1), 4, PIXELS, new byte[] {3, 0, 3});

    @Test
    void pixelsAreScaledFromZeroToOneInTheOrderAskedFor() {
        float[] target = new float[9];
        target[8] = 42;
        three.copyTo(new int[] {2, 1, 0}, 1, 3, target);
        assertArrayEquals(new float[] {0, 0, 0, 0.6f, 0, 0.2f, 1, 0.4f, 42}, target, 1e-7f);
    }

    @Test
    void pixelsCanBeReadOneByOne() {
        assertEquals(255, three.pixel(0, 1, 0));
        assertEquals(4, three.pixel(2, 1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> three.pixel(0, 0, 2));
    }

    @Test
    void labelsFollowTheOrder() {
        assertArrayEquals(new int[] {0, 3}, three.copyLabels(new int[] {0, 1, 2}, 1, 3));
        assertEquals(3, three.label(0));
        assertEquals(4, three.classes());
    }

    @Test
    void laterChangesToTheArraysPassedInAreNotSeen() {
        byte[] pixels = PIXELS.clone();
        Examples examples = Examples.of(new ImageShape(2, 2, 1), 4, pixels, new byte[] {3, 0, 3});
        pixels[1] = 7;
        assertEquals(51, examples.pixel(0, 0, 1));
    }

    @Test
    void labelsBeyondTheClassesAreImpossible() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Examples.of(new ImageShape(2, 2, 1), 3, PIXELS, new byte[] {3, 0, 3}));
        assertThrows(
                IllegalArgumentException.class, () -> Examples.of(new ImageShape(2, 2, 1), 4, PIXELS, new byte[] {3}));
    }

    @Test
    void everyPrefixOfTheStratifiedOrderHoldsTheClassesInProportion() {
        // 60 of class 0, 30 of class 1, 10 of class 2.
        byte[] labels = new byte[100];
        Arrays.fill(labels, 60, 90, (byte) 1);
        Arrays.fill(labels, 90, 100, (byte) 2);
        Examples examples = Examples.of(new ImageShape(1, 1, 1), 3, new byte[100], labels);
        int[] order = examples.stratifiedOrder(5);

        assertArrayEquals(
                IntStream.range(0, 100).toArray(), IntStream.of(order).sorted().toArray());
        double[] shares = {0.6, 0.3, 0.1};
        int[] seen = new int[3];
        for (int n = 1; n <= 100; n++) {
            seen[examples.label(order[n - 1])]++;
            for (int c = 0; c < 3; c++) {
                assertTrue(Math.abs(seen[c] - shares[c] * n) <= 1.0, n + ": " + Arrays.toString(seen));
            }
        }
    }

    @Test
    void theSeedDecidesTheOrder() {
        Examples examples = Examples.of(new ImageShape(1, 1, 1), 2, new byte[50], new byte[50]);
        assertArrayEquals(examples.stratifiedOrder(1), examples.stratifiedOrder(1));
        assertNotEquals(Arrays.toString(examples.stratifiedOrder(1)), Arrays.toString(examples.stratifiedOrder(2)));
    }

    @Test
    void classesWithoutExamplesAreNoTrouble() {
        assertEquals(3, three.stratifiedOrder(0).length);
    }
}
