package org.espalier.network;

/**
 * The shape of one example's values behind a layer: a stack of channel images, or a plain list of features.
 *
 * @param height rows; 1 for features
 * @param width columns; 1 for features
 * @param channels channels, or the number of features
 */
public record Shape(int height, int width, int channels) {

    public Shape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a shape needs sizes of 1 and up, was " + height + "×" + width + "×" + channels);
        }
    }

    public static Shape features(int count) {
        return new Shape(1, 1, count);
    }

    /** Pixels per channel. */
    public int positions() {
        return height * width;
    }

    /** All values of one example. */
    public int values() {
        return Math.multiplyExact(positions(), channels);
    }

    public Shape withChannels(int count) {
        return new Shape(height, width, count);
    }

    /** As networks are written down: 26×26×32, or 64. */
    @Override
    public String toString() {
        return positions() == 1 ? Integer.toString(channels) : height + "×" + width + "×" + channels;
    }
}
