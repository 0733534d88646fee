package org.espalier.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * A grey image once for each place of a convolution's window and of a pooling's window behind it, where these differ: the
 * pixels that go there lie side by side. So the {@link Patches} in the order of the pooling's windows are copied in few and
 * long runs. Not thread safe.
 */
final class ImagePlanes {

    private final Shape in;
    private final int stepDown;
    private final int stepRight;
    private final int height;
    private final int width;
    /** Of each plane, the line and the column of the image at which it starts; before the image, where it is padded. */
    private final List<int[]> starts = new ArrayList<>();

    private final List<int[]> runs = new ArrayList<>();
    private final float[] values;

    /**
     * @param window that moves on by one column
     * @param top lines that the first window sees above the image, {@code left} columns beside it
     */
    ImagePlanes(Window window, Shape in, PixelOrder order, int top, int left) {
        this.in = in;
        this.stepDown = order.down() * window.strideHeight();
        this.stepRight = order.right();
        this.height = order.height() / order.down();
        this.width = order.width() / order.right();
        Map<List<Integer>, Integer> known = new HashMap<>();
        for (int place = 0; place < window.area(); place++) {
            int down = place / window.width() * window.dilationHeight() - top;
            int right = place % window.width() * window.dilationWidth() - left;
            for (int y = 0; y < order.down(); y++) {
                for (int x = 0; x < order.right(); x++) {
                    int[] start = {y * window.strideHeight() + down, x + right};
                    int plane = known.computeIfAbsent(List.of(start[0], start[1]), absent -> known.size());
                    if (plane == starts.size()) {
                        starts.add(start);
                    }
                    runs.add(new int[] {plane * height * width, order.of(y, x), place, height * width});
                }
            }
        }
        this.values = new float[starts.size() * height * width];
    }

    PatchRuns runs() {
        return PatchRuns.of(runs);
    }

    /** What was taken last, plane by plane; zero beyond the image. */
    float[] values() {
        return values;
    }

    /** Takes an image. */
    void take(float[] images, int from) {
        for (int plane = 0; plane < starts.size(); plane++) {
            int[] start = starts.get(plane);
            int first = firstInside(start[1]);
            int count = lastInside(start[1]) - first + 1;
            for (int y = 0; y < height; y++) {
                int line = y * stepDown + start[0];
                int to = (plane * height + y) * width + first;
                if (line >= 0 && line < in.height()) {
                    copy(images, from + line * in.width() + first * stepRight + start[1], to, count);
                }
            }
        }
    }

    private void copy(float[] images, int from, int to, int count) {
        for (int x = 0; x < count; x++) {
            values[to + x] = images[from + x * stepRight];
        }
    }

    private int firstInside(int start) {
        return start >= 0 ? 0 : (stepRight - 1 - start) / stepRight;
    }

    private int lastInside(int start) {
        return Math.min(width - 1, Math.floorDiv(in.width() - 1 - start, stepRight));
    }
}
