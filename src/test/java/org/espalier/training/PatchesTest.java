package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.espalier.network.Shape;
import org.espalier.network.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what a window sees by its definition, value by value. */
class PatchesTest {

    private static final int COUNT = 3;

    static Stream<Arguments> windows() {
        return Stream.of(
                // Grey, moving on by one pixel: along the images.
                Arguments.of(new Window(3, 3, 1, 1, 0, 0, 1, 1, false), new Shape(7, 9, 1), new Shape(5, 7, 1), true),
                Arguments.of(new Window(3, 3, 1, 1, 0, 0, 1, 1, false), new Shape(7, 9, 1), new Shape(4, 6, 1), true),
                Arguments.of(new Window(3, 2, 2, 1, 1, 1, 1, 1, false), new Shape(7, 30, 1), new Shape(4, 31, 1), true),
                Arguments.of(new Window(3, 3, 1, 1, 0, 0, 2, 2, false), new Shape(9, 9, 1), new Shape(5, 5, 1), true),
                Arguments.of(new Window(5, 5, 1, 1, 0, 0, 1, 1, true), new Shape(6, 6, 1), new Shape(6, 6, 1), true),
                // Any other: along the windows.
                Arguments.of(new Window(3, 3, 2, 2, 0, 0, 1, 1, false), new Shape(9, 9, 1), new Shape(4, 4, 1), false),
                Arguments.of(new Window(3, 3, 1, 1, 1, 1, 1, 1, false), new Shape(5, 6, 3), new Shape(5, 6, 1), false),
                Arguments.of(new Window(2, 3, 1, 1, 0, 0, 1, 2, false), new Shape(5, 9, 2), new Shape(4, 5, 1), false),
                Arguments.of(new Window(4, 4, 1, 1, 0, 0, 1, 1, false), new Shape(5, 5, 1), new Shape(2, 2, 1), false));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void theMatrixHoldsWhatEachWindowSeesAndAOneBehindIt(Window window, Shape in, Shape out, boolean turned) {
        Patches patches = new Patches(window, in, out, true);
        assertEquals(turned, patches.areTurned());
        float[] images = new float[COUNT * in.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = i + 1;
        }
        float[] matrix = new float[COUNT * patches.perImage()];
        patches.fillOnes(COUNT, matrix);
        patches.copy(images, COUNT, matrix);
        float[] back = new float[images.length];
        patches.addBack(matrix, COUNT, back);

        float[] wanted = new float[matrix.length];
        float[] wantedBack = new float[images.length];
        int width = window.area() * in.channels() + 1;
        int pixels = COUNT * out.positions();
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int place = 0; place < width; place++) {
                int at = turned ? place * pixels + pixel : pixel * width + place;
                int from = place == width - 1 ? -1 : seen(window, in, out, pixel, place);
                wanted[at] = place == width - 1 ? 1 : from < 0 ? 0 : images[from];
                if (from >= 0) {
                    wantedBack[from] += images[from];
                }
            }
        }
        assertArrayEquals(wanted, matrix);
        assertArrayEquals(wantedBack, back);
    }

    static Stream<Arguments> pooled() {
        Window usual = new Window(3, 3, 1, 1, 0, 0, 1, 1, false);
        Window padded = new Window(5, 5, 1, 1, 2, 2, 1, 1, false);
        Window wide = new Window(3, 2, 2, 1, 1, 9, 2, 3, false);
        Window pairs = new Window(2, 2, 2, 2, 0, 0, 1, 1, false);
        Window triples = new Window(3, 3, 3, 3, 0, 0, 1, 1, false);
        Window lines = new Window(2, 1, 2, 1, 0, 0, 1, 1, false);
        return Stream.of(
                Arguments.of(usual, pairs, new Shape(8, 10, 1), new Shape(6, 8, 1)),
                Arguments.of(usual, triples, new Shape(8, 12, 1), new Shape(6, 9, 1)),
                Arguments.of(usual, lines, new Shape(8, 10, 1), new Shape(6, 7, 1)),
                Arguments.of(padded, triples, new Shape(6, 6, 1), new Shape(6, 6, 1)),
                Arguments.of(wide, pairs, new Shape(7, 5, 1), new Shape(2, 20, 1)),
                Arguments.of(usual, pairs, new Shape(6, 6, 3), new Shape(4, 4, 1)));
    }

    @ParameterizedTest
    @MethodSource("pooled")
    void inTheOrderOfPoolingWindowsThePatchesAreTheSame(Window window, Window pooling, Shape in, Shape out) {
        Patches byLines = new Patches(window, in, out, true);
        Patches byWindows = new Patches(window, in, out, true, PixelOrder.byWindows(pooling, out));
        assertEquals(byLines.areTurned(), byWindows.areTurned());
        float[] images = new float[COUNT * in.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = i + 1;
        }
        float[] wanted = matrix(byLines, images);
        float[] matrix = matrix(byWindows, images);
        int width = in.channels() * window.area() + 1;
        int pixels = COUNT * out.positions();
        int places = pooling.area();
        for (int pixel = 0; pixel < pixels; pixel++) {
            int y = pixel % out.positions() / out.width();
            int x = pixel % out.width();
            int place = y % pooling.height() * pooling.width() + x % pooling.width();
            int pooled = y / pooling.height() * (out.width() / pooling.width()) + x / pooling.width();
            int other = pixel / out.positions() * out.positions() + place * (out.positions() / places) + pooled;
            for (int i = 0; i < width; i++) {
                int from = byLines.areTurned() ? i * pixels + pixel : pixel * width + i;
                int to = byLines.areTurned() ? i * pixels + other : other * width + i;
                assertEquals(wanted[from], matrix[to], "pixel " + y + ", " + x + ", value " + i);
            }
        }
    }

    private static float[] matrix(Patches patches, float[] images) {
        float[] matrix = new float[COUNT * patches.perImage()];
        patches.fillOnes(COUNT, matrix);
        patches.copy(images, COUNT, matrix);
        return matrix;
    }

    /** Where in the images, or -1 in the margin. */
    private static int seen(Window window, Shape in, Shape out, int pixel, int place) {
        int image = pixel / out.positions();
        int channel = place % in.channels();
        int inWindow = place / in.channels();
        int y = pixel % out.positions() / out.width() * window.strideHeight()
                + inWindow / window.width() * window.dilationHeight()
                - (window.same() ? 2 : window.padHeight());
        int x = pixel % out.width() * window.strideWidth()
                + inWindow % window.width() * window.dilationWidth()
                - (window.same() ? 2 : window.padWidth());
        boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
        return inside ? ((image * in.height() + y) * in.width() + x) * in.channels() + channel : -1;
    }
}
