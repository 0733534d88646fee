package org.espalier.training;

import java.nio.IntBuffer;
import java.util.Arrays;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * Max pooling over windows that do not overlap, channels last. It remembers which pixel of a window was the largest: ND4J's
 * way back does all of the way ahead again, and takes several times as long.
 *
 * <p>Rows of output pixels are done some at a time. For each place of the window, the pixels there are copied side by
 * side, so that the loops over them are long.
 */
final class TrainedMaxPooling implements TrainingStage {

    /** Values of the output that are done at once: what the fastest cache holds three times. */
    private static final int AT_ONCE = 2048;

    /** From so many channels on, {@link System#arraycopy} is faster than a loop. */
    private static final int MANY_CHANNELS = 8;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final int rows;
    private final int atOnce;
    private final boolean learns;
    private final boolean coversAll;
    private final IntBuffer source;
    private final IntBuffer result;
    private final IntBuffer resultGradient;
    private final IntBuffer sourceGradient;
    private final WindowMaxima maxima;
    private final int[] lines;
    /** By group of rows, see {@link WindowMaxima#start}. */
    private final int[][] origins;

    /** @param rectifies whether values below zero become zero, as by a ReLU behind */
    TrainedMaxPooling(Window window, boolean rectifies, Signal in, Signal out, TrainingLane lane) {
        this.window = window;
        this.in = in.shape();
        this.out = out.shape();
        this.rows = lane.images() * this.out.height();
        this.atOnce = Math.max(1, Math.min(rows, AT_ONCE / lineOut()));
        this.learns = in.learns();
        this.coversAll = this.out.positions() * window.area() == this.in.positions();
        this.source = NativeArrays.bitsOf(lane.valuesOf(in).asList());
        this.result = NativeArrays.bitsOf(lane.valuesOf(out).asList());
        this.resultGradient = learns ? NativeArrays.bitsOf(lane.gradientOf(out).asList()) : IntBuffer.allocate(0);
        this.sourceGradient = learns ? NativeArrays.bitsOf(lane.gradientOf(in).asList()) : IntBuffer.allocate(0);
        int most = 0;
        for (int row = 0; row < rows; row += atOnce) {
            most = Math.max(most, linesOf(row));
        }
        this.lines = new int[most * lineIn()];
        this.maxima = new WindowMaxima(atOnce * lineOut(), rectifies);
        this.origins = new int[(rows + atOnce - 1) / atOnce][atOnce * lineOut()];
    }

    /** Whether it can do a layer: no window sees what another sees, or beyond the image. */
    static boolean isFor(Window window, Shape in, Shape out) {
        if (window.isDilated()) {
            // What answers, ND4J's operation, does not look at dilation.
            return false;
        }
        boolean apart = window.strideHeight() >= reachDown(window) && window.strideWidth() >= reachRight(window);
        boolean inside = window.padHeight() == 0
                && window.padWidth() == 0
                && (out.height() - 1) * window.strideHeight() + reachDown(window) <= in.height()
                && (out.width() - 1) * window.strideWidth() + reachRight(window) <= in.width();
        return apart && inside;
    }

    private static int reachDown(Window window) {
        return (window.height() - 1) * window.dilationHeight() + 1;
    }

    private static int reachRight(Window window) {
        return (window.width() - 1) * window.dilationWidth() + 1;
    }

    private int lineIn() {
        return in.width() * in.channels();
    }

    private int lineOut() {
        return out.width() * out.channels();
    }

    /** Which line of all images the windows of a row of output pixels start at. */
    private int firstLine(int row) {
        return row / out.height() * in.height() + row % out.height() * window.strideHeight();
    }

    private int rowsFrom(int row) {
        return Math.min(atOnce, rows - row);
    }

    /** How many lines a group of rows sees, what lies between their windows included. */
    private int linesOf(int row) {
        return firstLine(row + rowsFrom(row) - 1) + reachDown(window) - firstLine(row);
    }

    @Override
    public void forward() {
        for (int row = 0; row < rows; row += atOnce) {
            int count = rowsFrom(row) * lineOut();
            int[] origin = origins[row / atOnce];
            source.get(firstLine(row) * lineIn(), lines, 0, linesOf(row) * lineIn());
            maxima.start(origin, count);
            for (int place = 0; place < window.area(); place++) {
                copyPixels(row, place, true);
                maxima.take(origin, count, place);
            }
            maxima.finish(count);
            result.put(row * lineOut(), maxima.largest(), 0, count);
        }
    }

    @Override
    public void backward() {
        for (int row = 0; learns && row < rows; row += atOnce) {
            int count = rowsFrom(row) * lineOut();
            int seen = linesOf(row) * lineIn();
            resultGradient.get(row * lineOut(), maxima.largest(), 0, count);
            if (!coversAll) {
                Arrays.fill(lines, 0, seen, 0);
            }
            for (int place = 0; place < window.area(); place++) {
                maxima.giveBack(origins[row / atOnce], count, place);
                copyPixels(row, place, false);
            }
            sourceGradient.put(firstLine(row) * lineIn(), lines, 0, seen);
        }
    }

    /** Copies the pixels that the windows see at one place, from the lines or, on the way back, to them. */
    private void copyPixels(int firstRow, int place, boolean ahead) {
        int channels = out.channels();
        int[] pixels = maxima.values();
        int down = place / window.width() * window.dilationHeight() - firstLine(firstRow);
        int right = place % window.width() * window.dilationWidth() * channels;
        int step = window.strideWidth() * channels;
        int packed = 0;
        for (int row = firstRow; row < firstRow + rowsFrom(firstRow); row++) {
            int spread = (firstLine(row) + down) * lineIn() + right;
            for (int x = 0; x < out.width(); x++) {
                if (ahead) {
                    copy(lines, spread, pixels, packed, channels);
                } else {
                    copy(pixels, packed, lines, spread, channels);
                }
                packed += channels;
                spread += step;
            }
        }
    }

    private static void copy(int[] from, int start, int[] to, int target, int count) {
        if (count >= MANY_CHANNELS) {
            System.arraycopy(from, start, to, target, count);
        } else {
            for (int i = 0; i < count; i++) {
                to[target + i] = from[start + i];
            }
        }
    }
}
