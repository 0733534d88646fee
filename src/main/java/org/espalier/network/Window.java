package org.espalier.network;

/**
 * How a convolution or pooling slides over an image, in pixels.
 *
 * @param same whether the padding is chosen so that the output has the input's size divided by the stride
 */
public record Window(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int padHeight,
        int padWidth,
        int dilationHeight,
        int dilationWidth,
        boolean same) {

    /** One that sees a pixel alone. */
    public static final Window PIXEL = new Window(1, 1, 1, 1, 0, 0, 1, 1, false);

    public Window {
        if (height < 1 || width < 1 || strideHeight < 1 || strideWidth < 1 || dilationHeight < 1 || dilationWidth < 1) {
            throw new IllegalArgumentException("kernel, stride and dilation must be 1 and up");
        }
        if (padHeight < 0 || padWidth < 0) {
            throw new IllegalArgumentException("padding must be 0 and up");
        }
    }

    /** A window over the whole image. */
    public static Window whole(Shape image) {
        return new Window(image.height(), image.width(), 1, 1, 0, 0, 1, 1, false);
    }

    /** Rows from its first to its last pixel. */
    public int reachHeight() {
        return (height - 1) * dilationHeight + 1;
    }

    /** Columns from its first to its last pixel. */
    public int reachWidth() {
        return (width - 1) * dilationWidth + 1;
    }

    /** Whether pixels are left out between those that it sees. */
    public boolean isDilated() {
        return (height > 1 && dilationHeight > 1) || (width > 1 && dilationWidth > 1);
    }

    /** The same with the pixels that dilation leaves out. */
    public Window filledIn() {
        return new Window(reachHeight(), reachWidth(), strideHeight, strideWidth, padHeight, padWidth, 1, 1, same);
    }

    /** Where a pixel of the window stands in the one that is {@link #filledIn}; both are counted row by row. */
    public int placeFilledIn(int pixel) {
        return pixel / width * dilationHeight * reachWidth() + pixel % width * dilationWidth;
    }

    public int area() {
        return height * width;
    }
}
