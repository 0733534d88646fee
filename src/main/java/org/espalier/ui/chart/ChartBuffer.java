package org.espalier.ui.chart;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.IntBuffer;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/** Pixels that Java2D draws into and JavaFX shows, without a copy between them. */
final class ChartBuffer {

    private static final int RED = 0xFF0000;
    private static final int GREEN = 0xFF00;
    private static final int BLUE = 0xFF;
    private static final int ALPHA = 0xFF000000;

    private final BufferedImage canvas;
    private final PixelBuffer<IntBuffer> pixels;
    private @Nullable WritableImage image;

    ChartBuffer(int width, int height) {
        int[] values = new int[width * height];
        WritableRaster raster = Raster.createPackedRaster(
                new DataBufferInt(values, values.length),
                width,
                height,
                width,
                new int[] {RED, GREEN, BLUE, ALPHA},
                null);
        DirectColorModel colours = new DirectColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), 32, RED, GREEN, BLUE, ALPHA, true, DataBuffer.TYPE_INT);
        canvas = new BufferedImage(colours, raster, true, null);
        pixels = new PixelBuffer<>(width, height, IntBuffer.wrap(values), PixelFormat.getIntArgbPreInstance());
    }

    boolean hasSize(int width, int height) {
        return canvas.getWidth() == width && canvas.getHeight() == height;
    }

    BufferedImage canvas() {
        return canvas;
    }

    /** The image with what was drawn last; on the FX thread. */
    WritableImage image() {
        WritableImage shown = image;
        if (shown == null) {
            shown = new WritableImage(pixels);
            image = shown;
        } else {
            pixels.updateBuffer(buffer -> null);
        }
        return shown;
    }
}
