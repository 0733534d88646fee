package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.espalier.ui.graph.GraphLayout.Point;
import org.junit.jupiter.api.Test;

class LabelSpotsTest {

    private static final Dimension2D SIZE = new Dimension2D(40, 10);
    private static final List<Point> DOWN = List.of(new Point(100, 0), new Point(100, 100));

    @Test
    void wordsStandRightOfTheMiddleOfAWire() {
        assertEquals(Optional.of(new Rectangle2D(109, 45, 40, 10)), LabelSpots.choose(DOWN, SIZE, place -> true));
    }

    @Test
    void whereThatIsTakenTheyStandLeftOfIt() {
        Predicate<Rectangle2D> leftIsFree = place -> place.getMaxX() < 100;
        assertEquals(Optional.of(new Rectangle2D(51, 45, 40, 10)), LabelSpots.choose(DOWN, SIZE, leftIsFree));
    }

    @Test
    void theLongestPieceOfAWireComesFirst() {
        List<Point> corner = List.of(new Point(0, 0), new Point(20, 0), new Point(20, 200));
        assertEquals(Optional.of(new Rectangle2D(29, 95, 40, 10)), LabelSpots.choose(corner, SIZE, place -> true));
    }

    @Test
    void whereNothingIsFreeThereIsNoPlace() {
        assertEquals(Optional.empty(), LabelSpots.choose(DOWN, SIZE, place -> false));
    }

    @Test
    void aWireTakesItsWidthAlongItsPieces() {
        assertEquals(List.of(new Rectangle2D(98, -2, 4, 104)), LabelSpots.along(DOWN));
    }
}
