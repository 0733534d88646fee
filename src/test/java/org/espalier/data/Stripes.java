package org.espalier.data;

import java.util.SplittableRandom;

/** Images of three classes that any network can learn; the classes take turns, and other counts have other noise. */
public final class Stripes {

    private Stripes() {}

    /** Images of 4×3, with one of three columns bright: that is the class. */
    public static Examples of(int count) {
        return drawn(count, new ImageShape(4, 3, 1), (x, label) -> x == label ? 120 : 0);
    }

    /** Dark, grey and bright images: for networks that look at averages. */
    public static Examples shades(int count, ImageShape shape) {
        return drawn(count, shape, (x, label) -> 80 * label);
    }

    /** How bright a column of a class is. */
    private interface Light {
        int at(int x, int label);
    }

    private static Examples drawn(int count, ImageShape shape, Light light) {
        SplittableRandom random = new SplittableRandom(count);
        byte[] pixels = new byte[count * shape.pixels()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 3);
            for (int p = 0; p < shape.pixels(); p++) {
                pixels[i * shape.pixels() + p] = (byte) (random.nextInt(90) + light.at(p % shape.width(), labels[i]));
            }
        }
        return Examples.of(shape, 3, pixels, labels);
    }
}
