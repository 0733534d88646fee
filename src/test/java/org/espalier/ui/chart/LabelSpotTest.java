package org.espalier.ui.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSpotTest {

    private static final Rectangle2D AREA = new Rectangle2D.Double(50, 0, 400, 300);

    @Test
    void theWordStandsAboveTheLineAtTheLeft() {
        assertEquals(new Rectangle2D.Double(54, 80, 100, 16), LabelSpot.choose(AREA, 100, 100, 16, List.of()));
    }

    @Test
    void itEvadesAPointInItsWay() {
        Rectangle2D point = new Rectangle2D.Double(60, 70, 20, 60);
        Rectangle2D place = LabelSpot.choose(AREA, 100, 100, 16, List.of(point));
        assertFalse(place.intersects(point));
    }

    @Test
    void atTheUpperEdgeItStandsBelow() {
        assertEquals(new Rectangle2D.Double(54, 9, 100, 16), LabelSpot.choose(AREA, 5, 100, 16, List.of()));
    }
}
