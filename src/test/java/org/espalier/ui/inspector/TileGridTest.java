package org.espalier.ui.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/** A tile takes 41 × 54 pixels: 34 × 34 for its picture, 13 for its number, 7 between it and the next. */
class TileGridTest {

    private final TileGrid grid = new TileGrid(7, 3);

    @Test
    void asManyColumnsFitAsTheWidthHasRoomForButAtLeastOne() {
        assertEquals(3, TileGrid.fitting(7, 3 * 41 - 7).columns());
        assertEquals(2, TileGrid.fitting(7, 3 * 41 - 8).columns());
        assertEquals(1, TileGrid.fitting(7, 5).columns());
    }

    @Test
    void tilesStandRowByRow() {
        assertEquals(new Rectangle2D(1, 1, 34, 34), grid.tile(0));
        assertEquals(new Rectangle2D(42, 109, 34, 34), new TileGrid(8, 3).tile(7));
        assertEquals(3 * 54, grid.height());
    }

    @Test
    void betweenTilesTheOneBeforeIsPointedAtSoThatLightDoesNotFlicker() {
        assertEquals(4, grid.unitAt(42, 55));
        assertEquals(4, grid.unitAt(81, 107));
        assertEquals(-1, grid.unitAt(124, 20));
        assertEquals(-1, grid.unitAt(50, 110));
        assertEquals(-1, grid.unitAt(-1, 20));
    }

    @Test
    void aBandTouchesPicturesAndNoGaps() {
        // From the first tile's right edge into the second one; down to the second row's upper edge.
        assertEquals(set(0, 1, 3, 4), grid.touching(new Rectangle2D(34, 20, 10, 40)));
        assertEquals(set(), grid.touching(new Rectangle2D(36, 5, 5, 20)));
    }

    private static BitSet set(int... tiles) {
        BitSet set = new BitSet();
        for (int tile : tiles) {
            set.set(tile);
        }
        return set;
    }
}
