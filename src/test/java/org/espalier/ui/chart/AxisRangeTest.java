package org.espalier.ui.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AxisRangeTest {

    @Test
    void dataHaveRoomAroundThem() {
        AxisRange range = AxisRange.of(percent(90, 98));
        assertEquals(90 - 0.12 * 8, range.low(), 1e-9);
        assertEquals(98 + 0.12 * 8, range.high(), 1e-9);
    }

    @Test
    void aSinglePointHasSurroundings() {
        AxisRange range = AxisRange.of(percent(98, 98));
        assertTrue(range.low() < 97.1 && range.high() > 98.9, range.toString());
    }

    @Test
    void theRangeHardlyGoesBeyondWhatIsPossible() {
        assertTrue(AxisRange.of(percent(60, 100)).high() < 101.5);
    }

    @Test
    void aMovingPointInsideChangesNothing() {
        AxisRange range = AxisRange.of(percent(90, 98));
        for (double low = 97; low > 90; low -= 0.5) {
            assertEquals(range, range.next(percent(low, 98), true));
        }
    }

    @Test
    void aMovingPointOutsideWidensThatSideOnlyAndWithRoom() {
        AxisRange range = AxisRange.of(percent(90, 98));
        AxisRange wider = range.next(percent(80, 98), true);
        assertEquals(range.high(), wider.high(), 0.5);
        assertTrue(wider.low() < 80, wider.toString());
        assertEquals(wider, wider.next(percent(79, 98), true), "the room is used up before the axis moves again");
    }

    @Test
    void theRangeNeverShrinksUnderTheHandAndSettlesAfterwards() {
        AxisRange wide = AxisRange.of(percent(40, 98));
        assertEquals(wide, wide.next(percent(97, 98), true));
        AxisRange settled = wide.next(percent(97, 98), false);
        assertTrue(settled.low() > 90, settled.toString());
    }

    @Test
    void aRangeThatFitsWellEnoughStays() {
        AxisRange range = AxisRange.of(percent(90, 98));
        assertSame(range, range.next(percent(91, 98), false));
    }

    @Test
    void aMarkAtTheEdgeIsNeverCutOff() {
        AxisRange dense = AxisRange.of(percent(98.9, 99));
        for (boolean dragging : new boolean[] {true, false}) {
            AxisRange range = dense.next(percent(10, 99), dragging);
            assertTrue(range.high() - 99 > 0.02 * (range.high() - range.low()), range.toString());
        }
    }

    private static AxisRange.Data percent(double min, double max) {
        return new AxisRange.Data(min, max, 2, 0, 100);
    }
}
