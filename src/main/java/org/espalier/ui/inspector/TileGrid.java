package org.espalier.ui.inspector;

import java.util.BitSet;
import javafx.geometry.Rectangle2D;

/**
 * Where tiles stand, row by row.
 *
 * @param count how many there are
 * @param columns how many stand side by side
 */
record TileGrid(int count, int columns) {

    /** The side of a tile, in pixels. */
    static final double TILE = 34;

    private static final double GAP = 7;
    /** Below a tile, for its number. */
    private static final double NUMBER = 13;

    private static final double WIDE = TILE + GAP;
    private static final double HIGH = TILE + GAP + NUMBER;

    TileGrid {
        if (count < 0 || columns < 1) {
            throw new IllegalArgumentException("no " + count + " tiles in " + columns + " columns");
        }
    }

    /** As many columns as fit into a width. */
    static TileGrid fitting(int count, double width) {
        return new TileGrid(count, Math.max(1, (int) ((width + GAP) / WIDE)));
    }

    double height() {
        int rows = (count + columns - 1) / columns;
        return Math.max(1, rows * HIGH);
    }

    /** The picture of a unit, without its number. */
    Rectangle2D tile(int unit) {
        int row = unit / columns;
        return new Rectangle2D(unit % columns * WIDE + 1, row * HIGH + 1, TILE, TILE);
    }

    /** The unit at a place, its number and the gap behind it included; -1 where there is none. */
    int unitAt(double x, double y) {
        int column = (int) Math.floor(x / WIDE);
        int row = (int) Math.floor(y / HIGH);
        int unit = row * columns + column;
        return x >= 0 && y >= 0 && column < columns && unit < count ? unit : -1;
    }

    /** The units whose pictures an area touches. */
    BitSet touching(Rectangle2D area) {
        BitSet touched = new BitSet();
        for (int unit = 0; unit < count; unit++) {
            touched.set(unit, tile(unit).intersects(area));
        }
        return touched;
    }
}
