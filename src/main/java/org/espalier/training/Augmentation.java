package org.espalier.training;

import java.util.Arrays;
import java.util.Random;
import org.espalier.data.ImageShape;

/** Moves and mirrors the images of a batch at random, so that a network does not learn positions by heart. */
final class Augmentation {

    private final ImageShape shape;
    private final Schooling schooling;
    private final Random random;
    private final float[] before;

    Augmentation(ImageShape shape, Schooling schooling, Random random) {
        this.shape = shape;
        this.schooling = schooling;
        this.random = random;
        this.before = new float[shape.pixels()];
    }

    /** Changes {@code [image, height, width, channels]} in place; pixels moved in from outside are black (0). */
    void applyTo(float[] images) {
        for (int start = 0; start < images.length; start += before.length) {
            int down = random.nextInt(2 * schooling.shift() + 1) - schooling.shift();
            int right = random.nextInt(2 * schooling.shift() + 1) - schooling.shift();
            boolean mirror = schooling.mirrored() && random.nextBoolean();
            if (down != 0 || right != 0 || mirror) {
                move(images, start, down, right, mirror);
            }
        }
    }

    private void move(float[] images, int start, int down, int right, boolean mirror) {
        System.arraycopy(images, start, before, 0, before.length);
        Arrays.fill(images, start, start + before.length, 0f);
        int channels = shape.channels();
        for (int y = Math.max(0, down); y < Math.min(shape.height(), shape.height() + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(shape.width(), shape.width() + right); x++) {
                int target = mirror ? shape.width() - 1 - x : x;
                int from = ((y - down) * shape.width() + x - right) * channels;
                int to = start + (y * shape.width() + target) * channels;
                System.arraycopy(before, from, images, to, channels);
            }
        }
    }
}
