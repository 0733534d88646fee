package org.espalier.ui.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.espalier.ui.inspector.TileSelection.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten tiles. */
class TileSelectionTest {

    private int changes;
    private final TileSelection selection = new TileSelection(() -> changes++);

    @BeforeEach
    void tenTiles() {
        selection.reset(10);
    }

    @Test
    void aClickSelectsOneTile() {
        selection.choose(3, Mode.ALONE);
        selection.choose(5, Mode.ALONE);
        assertEquals(set(5), selection.selected());
        assertEquals(5, selection.focus());
    }

    @Test
    void withShiftAllFromTheLastClickOnAreSelected() {
        selection.choose(6, Mode.ALONE);
        selection.choose(3, Mode.UP_TO);
        assertEquals(set(3, 4, 5, 6), selection.selected());
        selection.choose(8, Mode.UP_TO);
        assertEquals(set(6, 7, 8), selection.selected());
    }

    @Test
    void withCtrlATileComesInAndGoesOut() {
        selection.choose(1, Mode.ALONE);
        selection.toggle(4);
        assertEquals(set(1, 4), selection.selected());
        selection.toggle(1);
        assertEquals(set(4), selection.selected());
    }

    @Test
    void aBandReplacesTheSelectionOrAddsToIt() {
        selection.choose(1, Mode.ALONE);
        selection.start(false);
        selection.draw(set(4, 5), false);
        selection.draw(set(4), false);
        selection.endDrawing();
        assertEquals(set(4), selection.selected());
        selection.start(true);
        selection.draw(set(7, 8), true);
        selection.draw(set(7), true);
        assertEquals(set(4, 7), selection.selected());
    }

    @Test
    void whileABandIsDrawnItsTilesArePointedAt() {
        selection.start(false);
        selection.draw(set(2, 3), false);
        assertEquals(set(2, 3), selection.pointed());
        selection.endDrawing();
        assertEquals(set(), selection.pointed());
        assertEquals(set(2, 3), selection.meant());
    }

    @Test
    void theMousePointsAtATileOrAtAllThatAreSelectedWithIt() {
        selection.hover(2);
        assertEquals(set(2), selection.pointed());
        selection.choose(4, Mode.ALONE);
        selection.toggle(5);
        assertEquals(set(2), selection.pointed());
        selection.hover(5);
        assertEquals(set(4, 5), selection.pointed());
        assertEquals(5, selection.at());
        selection.hover(-1);
        assertEquals(set(), selection.pointed());
        assertEquals(set(4, 5), selection.meant());
    }

    @Test
    void arrowsMoveTheFocusAndStopAtTheEnds() {
        selection.move(1, Mode.ALONE);
        assertEquals(0, selection.focus());
        selection.move(1, Mode.ALONE);
        selection.move(4, Mode.ALONE);
        assertEquals(5, selection.focus());
        assertEquals(set(5), selection.selected());
        selection.move(99, Mode.ALONE);
        assertEquals(9, selection.focus());
        selection.move(-99, Mode.UP_TO);
        assertEquals(10, selection.selected().cardinality());
    }

    @Test
    void keysPointAtTheFocusUntilTheMouseMovesOrTheFocusGoes() {
        selection.move(1, Mode.ALONE);
        assertEquals(set(0), selection.pointed());
        selection.hover(7);
        assertEquals(set(7), selection.pointed());
        selection.move(1, Mode.ALONE);
        assertEquals(set(1), selection.pointed());
        selection.leave();
        assertEquals(set(), selection.pointed());
    }

    @Test
    void theFocusMovesAloneAndSpaceSelects() {
        selection.choose(2, Mode.ALONE);
        selection.move(2, Mode.FOCUS_ONLY);
        assertEquals(set(2), selection.selected());
        selection.toggleFocus();
        assertEquals(set(2, 4), selection.selected());
    }

    @Test
    void commandsAreAboutTheSelectionOrTheFocus() {
        selection.move(1, Mode.FOCUS_ONLY);
        assertEquals(set(0), selection.aimed());
        selection.toggle(3);
        assertEquals(set(3), selection.aimed());
        assertTrue(selection.clear());
        assertFalse(selection.clear());
        assertEquals(set(3), selection.aimed());
    }

    @Test
    void allIsAll() {
        selection.selectAll();
        assertEquals(10, selection.selected().cardinality());
        assertEquals(selection.selected(), selection.pointed());
    }

    @Test
    void otherTilesAreNotSelected() {
        selection.choose(9, Mode.ALONE);
        selection.reset(4);
        assertEquals(set(), selection.aimed());
        selection.move(1, Mode.UP_TO);
        assertEquals(set(0), selection.selected());
    }

    @Test
    void withoutTilesNothingIsSelected() {
        selection.reset(0);
        selection.selectAll();
        selection.enter();
        selection.move(1, Mode.ALONE);
        assertEquals(set(), selection.meant());
        assertEquals(-1, selection.focus());
    }

    @Test
    void aMouseThatRestsChangesNothing() {
        selection.hover(3);
        int before = changes;
        selection.hover(3);
        assertEquals(before, changes);
    }

    private static BitSet set(int... tiles) {
        BitSet set = new BitSet();
        for (int tile : tiles) {
            set.set(tile);
        }
        return set;
    }
}
