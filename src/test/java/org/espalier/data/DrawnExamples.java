package org.espalier.data;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Examples drawn by chance from a seed, some nearly black and some full: no network answers them well, but a
 * tiny one does not answer them all alike.
 */
public final class DrawnExamples {

    private DrawnExamples() {}

    public static Examples of(ImageShape shape, int classes, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * shape.pixels()];
        for (int image = 0; image < count; image++) {
            double lit = random.nextDouble();
            for (int p = 0; p < shape.pixels(); p++) {
                boolean on = random.nextDouble() < lit * lit;
                pixels[image * shape.pixels() + p] = (byte) (on ? random.nextInt(256) : 0);
            }
        }
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(classes);
        }
        return Examples.of(shape, classes, pixels, labels);
    }

    /** A set of three classes with 60 validation and 40 test images. */
    public static DataSet set(String name, ImageShape shape) {
        return DataSet.of(
                name,
                List.of("a", "b", "c"),
                Map.of(Split.VALIDATION, of(shape, 3, 60, 1), Split.TEST, of(shape, 3, 40, 2)));
    }
}
