package org.espalier.data;

/** The size of every image of a set: rows, columns, and values per pixel. */
public record ImageShape(int height, int width, int channels) {

    private static final int LARGEST_SIDE = 8192;

    public ImageShape {
        if (height < 1 || width < 1 || height > LARGEST_SIDE || width > LARGEST_SIDE) {
            throw new IllegalArgumentException("image sides must be in [1, 8192], were " + height + " and " + width);
        }
        if (channels < 1 || channels > 4) {
            throw new IllegalArgumentException("channels must be in [1, 4], was " + channels);
        }
    }

    /** Values per image. */
    public int pixels() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + "\u00d7" + width + "\u00d7" + channels;
    }
}
