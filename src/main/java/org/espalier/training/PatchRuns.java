package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * Runs of values that lie side by side both in an image and in the matrix of its {@link Patches}.
 *
 * @param inImage for each run, where in the image it starts, ...
 * @param pixels ... at which output pixel, ...
 * @param places ... where in what its window sees, ...
 * @param lengths ... and how many values it has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PatchRuns(int[] inImage, int[] pixels, int[] places, int[] lengths) {

    /** @param runs of four numbers each, in the order of the record */
    static PatchRuns of(List<int[]> runs) {
        return new PatchRuns(part(runs, 0), part(runs, 1), part(runs, 2), part(runs, 3));
    }

    private static int[] part(List<int[]> runs, int which) {
        return runs.stream().mapToInt(run -> run[which]).toArray();
    }

    int count() {
        return lengths.length;
    }

    /**
     * Of images with one channel whose windows move on by one pixel: along a line of the image.
     *
     * @param top lines that the first window sees above the image, {@code left} columns beside it
     */
    static PatchRuns alongImages(Window window, Shape in, Shape out, int top, int left) {
        List<int[]> runs = new ArrayList<>();
        for (int place = 0; place < window.area(); place++) {
            int down = place / window.width() * window.dilationHeight() - top;
            int right = place % window.width() * window.dilationWidth() - left;
            int start = Math.max(0, -right);
            int end = Math.min(out.width(), in.width() - right);
            for (int y = 0; y < out.height(); y++) {
                int line = y * window.strideHeight() + down;
                if (line >= 0 && line < in.height() && start < end) {
                    runs.add(
                            new int[] {line * in.width() + start + right, y * out.width() + start, place, end - start});
                }
            }
        }
        return of(runs);
    }

    /** Of any other images: along a line of a window. */
    static PatchRuns alongWindows(Window window, Shape in, Shape out, int top, int left, PixelOrder order) {
        boolean whole = window.dilationWidth() == 1;
        int steps = whole ? 1 : window.width();
        int wide = whole ? window.width() : 1;
        int channels = in.channels();
        List<int[]> runs = new ArrayList<>();
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                int seen = 0;
                for (int ky = 0; ky < window.height(); ky++) {
                    int line = y * window.strideHeight() - top + ky * window.dilationHeight();
                    for (int kx = 0; kx < steps; kx++) {
                        int from = x * window.strideWidth() - left + kx * window.dilationWidth();
                        int start = Math.max(0, from);
                        int end = Math.min(in.width(), from + wide);
                        if (line >= 0 && line < in.height() && start < end) {
                            int pixel = line * in.width() + start;
                            runs.add(new int[] {
                                pixel * channels,
                                order.of(y, x),
                                seen + (start - from) * channels,
                                (end - start) * channels
                            });
                        }
                        seen += wide * channels;
                    }
                }
            }
        }
        return of(runs);
    }
}
