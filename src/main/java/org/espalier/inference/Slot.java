package org.espalier.inference;

import org.espalier.network.Shape;

/**
 * The values behind a layer, and behind the layers that work on them in place: {@code [image, height, width,
 * channel]}, or {@code [image, feature]}.
 */
final class Slot {

    private final int index;
    private final Shape shape;
    private final int[] units;

    /** @param units the unit behind each channel */
    Slot(int index, Shape shape, int[] units) {
        this.index = index;
        this.shape = shape;
        this.units = units;
    }

    int index() {
        return index;
    }

    Shape shape() {
        return shape;
    }

    int unit(int channel) {
        return units[channel];
    }

    /** The shape of the array that holds so many channels for a batch. */
    long[] arrayShape(int images, int channels) {
        return shape.positions() == 1
                ? new long[] {images, channels}
                : new long[] {images, shape.height(), shape.width(), channels};
    }

    /** The same array as images, also where they have one pixel. */
    long[] imageShape(int images, int channels) {
        return new long[] {images, shape.height(), shape.width(), channels};
    }
}
