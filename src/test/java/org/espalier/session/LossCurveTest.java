package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossCurveTest {

    @Test
    void aShortTrainingHasAPointPerStep() {
        LossCurve curve = new LossCurve();
        curve.add(0.5, 3);
        curve.add(1, 2);
        assertEquals(List.of(new LossCurve.Point(0.5, 3), new LossCurve.Point(1, 2)), curve.points());
    }

    @Test
    void aLongTrainingHasPointsOfMeansAndTakesNoMoreMemory() {
        LossCurve curve = new LossCurve();
        int steps = 8 * LossCurve.MOST;
        for (int step = 1; step <= steps; step++) {
            curve.add(step, step);
            assertTrue(curve.points().size() < LossCurve.MOST);
        }
        // Each point is the mean of 16 steps: of 1 to 16, of 17 to 32, and so on.
        assertEquals(new LossCurve.Point(16, 8.5), curve.points().get(0));
        assertEquals(new LossCurve.Point(32, 24.5), curve.points().get(1));
        assertEquals(steps / 16, curve.points().size());
    }
}
