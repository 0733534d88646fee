package org.espalier.ui.inspector;

import java.util.BitSet;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.espalier.network.UnitImages;
import org.espalier.ui.style.InspectorColours;
import org.jspecify.annotations.Nullable;

/**
 * The units of a layer as tiles: a frame and full colour where a unit stays, a cross and a veil where it
 * goes.
 */
final class UnitTiles extends Canvas {

    private static final double TILE = 34;
    private static final double GAP = 7;
    private static final double NUMBER = 13;
    /** A canvas is one picture; beyond this many units the rest is told, not drawn. */
    static final int MOST = 1_024;

    private @Nullable UnitImages images;
    private Image[] pictures = {};
    private BitSet kept = new BitSet();
    private InspectorColours colours;

    UnitTiles(InspectorColours colours) {
        this.colours = colours;
    }

    void dress(InspectorColours other) {
        colours = other;
        show(images);
    }

    /** Takes other units; null for none. */
    void show(@Nullable UnitImages units) {
        images = units;
        pictures = units == null ? new Image[0] : pictures(units);
        draw();
    }

    void show(BitSet nowKept) {
        if (!nowKept.equals(kept)) {
            kept = (BitSet) nowKept.clone();
            draw();
        }
    }

    /** Arranges the tiles in rows of this width. */
    void fit(double width) {
        if (Math.abs(width - getWidth()) > 0.5 && width > TILE) {
            setWidth(width);
            draw();
        }
    }

    /** The unit at a place; -1 where there is none. */
    int unitAt(double x, double y) {
        int column = (int) (x / (TILE + GAP));
        int row = (int) (y / (TILE + GAP + NUMBER));
        int unit = row * columns() + column;
        return column < columns() && unit < pictures.length ? unit : -1;
    }

    private int columns() {
        return Math.max(1, (int) ((getWidth() + GAP) / (TILE + GAP)));
    }

    private void draw() {
        int rows = (pictures.length + columns() - 1) / columns();
        setHeight(Math.max(1, rows * (TILE + GAP + NUMBER)));
        GraphicsContext g = getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        g.setImageSmoothing(false);
        g.setFont(Font.font(10));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
        for (int unit = 0; unit < pictures.length; unit++) {
            double x = unit % columns() * (TILE + GAP) + 1;
            int row = unit / columns();
            double y = row * (TILE + GAP + NUMBER) + 1;
            tile(g, unit, x, y);
        }
    }

    private void tile(GraphicsContext g, int unit, double x, double y) {
        boolean stays = kept.get(unit);
        g.setGlobalAlpha(stays ? 1 : 0.25);
        g.drawImage(pictures[unit], x, y, TILE, TILE);
        g.setGlobalAlpha(1);
        g.setStroke(stays ? colours.kept() : colours.gone());
        g.setLineWidth(stays ? 1.6 : 1);
        g.strokeRect(x, y, TILE, TILE);
        if (!stays) {
            g.setStroke(colours.removed());
            g.setLineWidth(1.4);
            g.strokeLine(x + 6, y + 6, x + TILE - 6, y + TILE - 6);
            g.strokeLine(x + TILE - 6, y + 6, x + 6, y + TILE - 6);
        }
        g.setFill(stays ? colours.text() : colours.muted());
        g.fillText(Integer.toString(unit), x + TILE / 2, y + TILE + 1);
    }

    private Image[] pictures(UnitImages units) {
        Image[] all = new Image[Math.min(MOST, units.values().length)];
        Scale scale = Scale.of(units);
        for (int i = 0; i < all.length; i++) {
            all[i] = picture(units, units.values()[i], scale);
        }
        return all;
    }

    private Image picture(UnitImages units, float[] values, Scale scale) {
        int[] pixels = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = argb(colours.of(scale.of(values[i]), units.signed()));
        }
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
