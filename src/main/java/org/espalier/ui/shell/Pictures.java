package org.espalier.ui.shell;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/** The window as a picture file. */
final class Pictures {

    private Pictures() {}

    /** Writes what a scene shows now as PNG. */
    static void write(Scene scene, Path png) throws IOException {
        write(scene.snapshot(null), png);
    }

    /** Writes a picture as PNG. */
    static void write(Image image, Path png) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        if (!ImageIO.write(copy, "png", png.toFile())) {
            throw new IOException("no PNG writer");
        }
    }
}
