package org.espalier.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * What a convolution's window sees, one row per output pixel: {@code [pixel, kernelHeight·kernelWidth·channels]}. With
 * it, a convolution and its gradients are matrix products (Chellapilla et al., 2006).
 */
final class Patches {

    /** From this length on, {@link System#arraycopy} is faster than a loop. */
    private static final int LONG_RUN = 16;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final int top;
    private final int left;
    /** For each run of values that lie side by side in an image and in a row: where in the image, ... */
    private final int[] inImage;
    /** ... where in the rows, ... */
    private final int[] inRows;
    /** ... and how many. */
    private final int[] lengths;

    /** @param in the images as they lie in memory; windows may not use their last rows and columns */
    Patches(Window window, Shape in, Shape out) {
        this.window = window;
        this.in = in;
        this.out = out;
        this.top = window.same() ? margin(out.height(), window.strideHeight(), reachDown(), in.height()) : padHeight();
        this.left = window.same() ? margin(out.width(), window.strideWidth(), reachRight(), in.width()) : padWidth();
        List<int[]> runs = runs();
        this.inImage = runs.stream().mapToInt(run -> run[0]).toArray();
        this.inRows = runs.stream().mapToInt(run -> run[1]).toArray();
        this.lengths = runs.stream().mapToInt(run -> run[2]).toArray();
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

    /** Values in a row. */
    int row() {
        return window.area() * in.channels();
    }

    /** Values for one image. */
    int perImage() {
        return Math.multiplyExact(out.positions(), row());
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

    /**
     * Copies what the windows see. Where they reach beyond the image, {@code rows} is left as it is: zero.
     *
     * @param images from the first one to copy on
     */
    void copy(float[] images, int count, float[] rows) {
        for (int image = 0; image < count; image++) {
            int fromImage = image * in.values();
            int toRows = image * perImage();
            for (int run = 0; run < lengths.length; run++) {
                copyRun(images, fromImage + inImage[run], rows, toRows + inRows[run], lengths[run]);
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

    /** Adds each value of the rows to the pixel that it was copied from; sets the images to zero before. */
    void addBack(float[] rows, int count, float[] images) {
        Arrays.fill(images, 0, count * in.values(), 0);
        for (int image = 0; image < count; image++) {
            int toImage = image * in.values();
            int fromRows = image * perImage();
            for (int run = 0; run < lengths.length; run++) {
                int to = toImage + inImage[run];
                int from = fromRows + inRows[run];
                for (int i = 0; i < lengths[run]; i++) {
                    images[to + i] += rows[from + i];
                }
            }
        }
    }

    private List<int[]> runs() {
        boolean whole = window.dilationWidth() == 1;
        int steps = whole ? 1 : window.width();
        int wide = whole ? window.width() : 1;
        int channels = in.channels();
        List<int[]> runs = new ArrayList<>();
        int row = 0;
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int ky = 0; ky < window.height(); ky++) {
                    int line = y * window.strideHeight() - top + ky * window.dilationHeight();
                    for (int kx = 0; kx < steps; kx++) {
                        int from = x * window.strideWidth() - left + kx * window.dilationWidth();
                        int start = Math.max(0, from);
                        int end = Math.min(in.width(), from + wide);
                        if (line >= 0 && line < in.height() && start < end) {
                            int pixel = line * in.width() + start;
                            runs.add(new int[] {
                                pixel * channels, row + (start - from) * channels, (end - start) * channels
                            });
                        }
                        row += wide * channels;
                    }
                }
            }
        }
        return runs;
    }
}
