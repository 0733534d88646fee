package org.espalier.ui.inspector;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.espalier.network.UnitImages;
import org.espalier.ui.style.InspectorColours;

/** Weights as small coloured images. */
final class TilePictures {

    private TilePictures() {}

    /** The first units, one image each. */
    static Image[] of(UnitImages units, int most, InspectorColours colours) {
        Image[] all = new Image[Math.min(most, units.values().length)];
        Scale scale = Scale.of(units);
        for (int i = 0; i < all.length; i++) {
            all[i] = picture(units, pixels(units, units.values()[i], scale, colours));
        }
        return all;
    }

    private static int[] pixels(UnitImages units, float[] values, Scale scale, InspectorColours colours) {
        int[] pixels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = argb(colours.of(scale.of(values[i]), units.signed()));
        }
        return pixels;
    }

    private static Image picture(UnitImages units, int[] pixels) {
        WritableImage image = new WritableImage(units.width(), units.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        units.width(),
                        units.height(),
                        PixelFormat.getIntArgbInstance(),
                        pixels,
                        0,
                        units.width());
        return image;
    }

    /** Signed weights around zero; sizes from the smallest to the largest, since all of them are far from zero. */
    private record Scale(float low, float high) {

        static Scale of(UnitImages units) {
            return new Scale(units.signed() ? 0 : units.smallest(), units.largest());
        }

        double of(float value) {
            return high > low ? (value - low) / (high - low) : 0;
        }
    }

    private static int argb(Color colour) {
        return 0xff000000
                | (int) Math.round(colour.getRed() * 255) << 16
                | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }
}
