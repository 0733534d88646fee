package org.espalier.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Histories made up for drawing. */
final class DrawnHistories {

    static final long DENSE = 121_930;

    private DrawnHistories() {}

    static ChartPoint step(int id, int parent, long parameters, double accuracy) {
        double half = 0.0018;
        return new ChartPoint(
                id,
                parent < 0 ? OptionalInt.empty() : OptionalInt.of(parent),
                parameters,
                accuracy,
                accuracy - half,
                Math.min(1, accuracy + half),
                true,
                false,
                "step " + id + "\n" + accuracy);
    }

    static ChartPoint live(long parameters, double accuracy, boolean exact) {
        double half = exact ? 0.002 : 0.005;
        return new ChartPoint(
                -1,
                OptionalInt.empty(),
                parameters,
                accuracy,
                accuracy - half,
                Math.min(1, accuracy + half),
                exact,
                false,
                "now");
    }

    /** Seven steps, two of them on a branch that was left. */
    static ChartContent branched(@Nullable ChartPoint live, boolean dragging) {
        List<ChartPoint> steps = new ArrayList<>(List.of(
                step(0, -1, DENSE, 0.9894),
                step(1, 0, 96_000, 0.9893),
                step(2, 1, 78_000, 0.9890),
                step(3, 2, 52_000, 0.9872),
                step(4, 3, 41_000, 0.9835),
                step(5, 3, 46_000, 0.9869),
                step(6, 5, 33_654, 0.9863)));
        return new ChartContent(0.9894, DENSE, steps, OptionalInt.of(6), live, dragging);
    }

    static ChartContent opened() {
        return new ChartContent(0.9894, DENSE, List.of(step(0, -1, DENSE, 0.9894)), OptionalInt.of(0), null, false);
    }
}
