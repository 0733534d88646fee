package org.espalier.ui.chart;

import java.util.OptionalInt;

/**
 * One network in the chart.
 *
 * @param id what {@link AccuracyChart} hands back when the point is clicked
 * @param parent id of the step it was made from
 * @param parameters parameters kept
 * @param accuracy share of right answers, 0 to 1; {@code low} and {@code high} bound its 95 % interval
 * @param exact whether all evaluation examples were used
 * @param fresh whether its weights were trained from fresh ones
 * @param tooltip what stands beside the pointer, in the user's language
 */
public record ChartPoint(
        int id,
        OptionalInt parent,
        long parameters,
        double accuracy,
        double low,
        double high,
        boolean exact,
        boolean fresh,
        String tooltip) {

    public ChartPoint {
        if (!(0 <= low && low <= accuracy && accuracy <= high && high <= 1)) {
            throw new IllegalArgumentException(
                    "0 ≤ low ≤ accuracy ≤ high ≤ 1 must hold, was " + low + ", " + accuracy + ", " + high);
        }
        if (parameters < 0) {
            throw new IllegalArgumentException("parameters must not be negative, was " + parameters);
        }
    }

    double percent() {
        return accuracy * 100;
    }
}
