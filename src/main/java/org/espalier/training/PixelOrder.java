package org.espalier.training;

import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * In which order the pixels of an image are made: line by line, or first those that are the first in their pooling window,
 * then those that are the second, and so on. Pooling is then a comparison of lists.
 *
 * @param down lines of a pooling window
 * @param right columns of it
 */
record PixelOrder(int down, int right, int height, int width) {

    PixelOrder {
        if (height % down != 0 || width % right != 0) {
            throw new IllegalArgumentException(
                    "windows of " + down + "×" + right + " do not fill " + height + "×" + width);
        }
    }

    static PixelOrder byLines(Shape pixels) {
        return new PixelOrder(1, 1, pixels.height(), pixels.width());
    }

    /** @param pooling whose windows lie side by side and fill the image */
    static PixelOrder byWindows(Window pooling, Shape pixels) {
        return new PixelOrder(pooling.height(), pooling.width(), pixels.height(), pixels.width());
    }

    /** Which one a pixel is in this order. */
    int of(int y, int x) {
        int place = y % down * right + x % right;
        return place * (height * width / (down * right)) + y / down * (width / right) + x / right;
    }

    boolean isByLines() {
        return down == 1 && right == 1;
    }
}
