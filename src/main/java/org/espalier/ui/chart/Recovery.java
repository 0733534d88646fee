package org.espalier.ui.chart;

import java.util.List;
import java.util.OptionalInt;

/**
 * How training on brought a pruned network back.
 *
 * @param from the step it began with
 * @param to the step it has left; empty while it goes on
 * @param epochs share of right answers behind each epoch so far
 */
public record Recovery(int from, OptionalInt to, List<Double> epochs) {

    public Recovery {
        epochs = List.copyOf(epochs);
        for (double accuracy : epochs) {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("an accuracy must be in [0, 1], was " + accuracy);
            }
        }
    }
}
