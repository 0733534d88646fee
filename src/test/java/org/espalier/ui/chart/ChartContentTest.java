package org.espalier.ui.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChartContentTest {

    @Test
    void stepsThatTheCurrentOneWasNotMadeFromAreUndone() {
        assertEquals(
                Set.of(0, 1, 2, 3, 5, 6), DrawnHistories.branched(null, false).onTheWay());
    }

    @Test
    void aCurrentStepThatIsNotThereLeavesAllUndone() {
        ChartContent opened = DrawnHistories.opened();
        ChartContent lost = new ChartContent(
                opened.denseAccuracy(),
                opened.denseParameters(),
                opened.steps(),
                java.util.OptionalInt.of(9),
                null,
                false);
        assertEquals(Set.of(9), lost.onTheWay());
    }
}
