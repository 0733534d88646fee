package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.ui.graph.Viewport.Area;
import org.espalier.ui.graph.Viewport.Size;
import org.junit.jupiter.api.Test;

class ViewportTest {

    private static final Size VIEW = new Size(400, 600);

    @Test
    void whatIsUnderThePointerStaysThere() {
        Viewport before = new Viewport(1, 20, 30);
        Viewport after = before.zoomed(120, 230, 2);
        assertEquals(new Viewport(2, -80, -170), after);
        assertEquals((120 - before.x()) / before.scale(), (120 - after.x()) / after.scale());
    }

    @Test
    void zoomEndsAtItsLimitsWithoutSliding() {
        Viewport large = new Viewport(2.5, 7, 8);
        assertEquals(large, large.zoomed(100, 100, 3));
        assertEquals(0.25, large.zoomed(100, 100, 0.001).scale());
    }

    @Test
    void aLongNetworkStartsReadableAtItsTop() {
        Viewport first = Viewport.first(new Size(350, 13_000), VIEW);
        assertEquals(330.0 / 350, first.scale());
        assertEquals(14, first.y());
    }

    @Test
    void aShortNetworkIsShownWholeAndCentred() {
        Viewport first = Viewport.first(new Size(250, 500), VIEW);
        assertEquals(572.0 / 500, first.scale(), 1e-9);
        assertEquals((400 - 250 * 572.0 / 500) / 2, first.x(), 1e-9);
    }

    @Test
    void noCardStartsBelowTheButtons() {
        assertEquals(56, Viewport.first(new Size(350, 500), VIEW).x());
        assertEquals(56, Viewport.first(new Size(350, 13_000), VIEW).x());
    }

    @Test
    void revealingMovesNoFurtherThanNeeded() {
        Viewport start = new Viewport(1, 0, 0);
        assertEquals(start, start.revealing(new Area(20, 20, 100, 100), VIEW));
        assertEquals(new Viewport(1, 0, -114), start.revealing(new Area(20, 600, 100, 100), VIEW));
        assertEquals(new Viewport(1, 0, 64), start.revealing(new Area(20, -50, 100, 100), VIEW));
    }

    @Test
    void areasOutsideAreNotShown() {
        Viewport viewport = new Viewport(0.5, 0, -100);
        assertTrue(viewport.shows(new Area(0, 100, 100, 101), VIEW));
        assertFalse(viewport.shows(new Area(0, 100, 100, 99), VIEW));
        assertFalse(viewport.shows(new Area(0, 1400, 100, 100), VIEW));
    }
}
