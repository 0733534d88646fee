package org.espalier.training;

import java.util.Arrays;
import org.espalier.network.Shape;
import org.espalier.network.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a convolution's window sees, one row per output pixel: {@code [pixel, kernelHeight·kernelWidth·channels]}, or the
 * same matrix turned. With it, a convolution and its gradients are matrix products (Chellapilla et al., 2006). Not thread safe.
 */
final class Patches {

    /** From this length on, {@link System#arraycopy} is faster than a loop. */
    private static final int LONG_RUN = 8;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final int top;
    private final int left;
    private final boolean turned;
    private final boolean one;
    private final PatchRuns runs;
    /** Where the runs start, if not in the images. */
    private final @Nullable ImagePlanes planes;

    /**
     * @param in the images as they lie in memory; windows may not use their last rows and columns
     * @param one whether every window sees a 1 as well, behind all others
     */
    Patches(Window window, Shape in, Shape out, boolean one) {
        this(window, in, out, one, PixelOrder.byLines(out));
    }

    /** The same, the output's pixels in another order. */
    Patches(Window window, Shape in, Shape out, boolean one, PixelOrder order) {
        this.one = one;
        this.window = window;
        this.in = in;
        this.out = out;
        this.top = window.same() ? margin(out.height(), window.strideHeight(), reachDown(), in.height()) : padHeight();
        this.left = window.same() ? margin(out.width(), window.strideWidth(), reachRight(), in.width()) : padWidth();
        // Values are copied in runs: along an image's row where it has one channel, else along the window's.
        this.turned = in.channels() == 1 && window.strideWidth() == 1 && out.width() > window.width();
        this.planes = turned && !order.isByLines() ? new ImagePlanes(window, in, order, top, left) : null;
        if (planes != null) {
            this.runs = planes.runs();
        } else if (turned) {
            this.runs = PatchRuns.alongImages(window, in, out, top, left);
        } else {
            this.runs = PatchRuns.alongWindows(window, in, out, top, left, order);
        }
    }

    /** Whether the matrix has one column per output pixel, not one row. */
    boolean areTurned() {
        return turned;
    }

    private static int margin(int out, int stride, int reach, int in) {
        return Math.max(0, (out - 1) * stride + reach - in) / 2;
    }

    private int padHeight() {
        return window.padHeight();
    }

    private int padWidth() {
        return window.padWidth();
    }

    /** Rows from the first to the last that a window sees. */
    private int reachDown() {
        return (window.height() - 1) * window.dilationHeight() + 1;
    }

    private int reachRight() {
        return (window.width() - 1) * window.dilationWidth() + 1;
    }

    /** Whether a row is a pixel as it is. */
    boolean areThePixels() {
        return window.area() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && in.positions() == out.positions();
    }

    /** How many values a window sees. */
    int width() {
        return window.area() * in.channels() + (one ? 1 : 0);
    }

    /** Sets what is a 1 in the matrix of so many images; {@link #copy} leaves it as it is. */
    void fillOnes(int count, float[] matrix) {
        int pixelCount = count * out.positions();
        for (int pixel = 0; one && pixel < pixelCount; pixel++) {
            matrix[pixel * perPixel() + (width() - 1) * perPlace(count)] = 1;
        }
    }

    /** Values for one image. */
    int perImage() {
        return Math.multiplyExact(out.positions(), width());
    }

    /**
     * The padding around the gradient of the output with which a convolution makes the gradient of the input of it,
     * or nothing where there is none: strides, or more on one side than on the other.
     */
    int[] paddingBack() {
        int down = reachDown() - 1 - top;
        int right = reachRight() - 1 - left;
        boolean fits = window.strideHeight() == 1
                && window.strideWidth() == 1
                && down >= 0
                && right >= 0
                && out.height() + 2 * down - reachDown() + 1 == in.height()
                && out.width() + 2 * right - reachRight() + 1 == in.width();
        return fits ? new int[] {down, right} : new int[0];
    }

    /** From one output pixel to the next in the matrix of so many images. */
    private int perPixel() {
        return turned ? 1 : width();
    }

    /** From one place of the window to the next. */
    private int perPlace(int count) {
        return turned ? count * out.positions() : 1;
    }

    /**
     * Copies what the windows see. Where they reach beyond the image, {@code matrix} is left as it is: zero.
     *
     * @param images from the first one to copy on
     */
    void copy(float[] images, int count, float[] matrix) {
        int perPixel = perPixel();
        int perPlace = perPlace(count);
        float[] from = planes == null ? images : planes.values();
        int[] inImage = runs.inImage();
        int[] pixels = runs.pixels();
        int[] places = runs.places();
        int[] lengths = runs.lengths();
        for (int image = 0; image < count; image++) {
            int start = image * in.values();
            if (planes != null) {
                planes.take(images, start);
                start = 0;
            }
            int to = image * out.positions() * perPixel;
            for (int run = 0; run < lengths.length; run++) {
                int target = to + pixels[run] * perPixel + places[run] * perPlace;
                copyRun(from, start + inImage[run], matrix, target, lengths[run]);
            }
        }
    }

    /** Three values, the row of a small window on a grey image, are copied three times as fast without a loop. */
    private static void copyRun(float[] images, int from, float[] rows, int to, int length) {
        if (length >= LONG_RUN) {
            System.arraycopy(images, from, rows, to, length);
        } else if (length == 3) {
            rows[to] = images[from];
            rows[to + 1] = images[from + 1];
            rows[to + 2] = images[from + 2];
        } else {
            for (int i = 0; i < length; i++) {
                rows[to + i] = images[from + i];
            }
        }
    }

    /**
     * Adds each value of the matrix to the pixel that it was copied from; sets the images to zero before.
     *
     * @throws IllegalStateException where grey images are read in another order: of what has one channel and is read by a
     *     pooled convolution, no gradient is made
     */
    void addBack(float[] matrix, int count, float[] images) {
        if (planes != null) {
            throw new IllegalStateException("no gradient is made of images in another order");
        }
        Arrays.fill(images, 0, count * in.values(), 0);
        int perPixel = perPixel();
        int perPlace = perPlace(count);
        for (int image = 0; image < count; image++) {
            int toImage = image * in.values();
            int fromPixels = image * out.positions() * perPixel;
            for (int run = 0; run < runs.count(); run++) {
                int to = toImage + runs.inImage()[run];
                int from = fromPixels + runs.pixels()[run] * perPixel + runs.places()[run] * perPlace;
                for (int i = 0; i < runs.lengths()[run]; i++) {
                    images[to + i] += matrix[from + i];
                }
            }
        }
    }
}
