package org.espalier.ui.chart;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How training on brought a pruned network back. All of it is of one network, so it stands at one place of the axis of
 * parameters; of a round of a schedule that is not the place of the step it began with.
 *
 * @param parameters parameters kept of the network that is trained
 * @param from share of right answers of that network in front of the first epoch; empty where it was never measured
 * @param fresh whether the weights were put back to where a first training began, so that {@code from} says nothing about
 *     pruning
 * @param to the step it has left; empty while it goes on
 * @param epochs share of right answers behind each epoch so far
 */
public record Recovery(long parameters, OptionalDouble from, boolean fresh, OptionalInt to, List<Double> epochs) {

    public Recovery {
        epochs = List.copyOf(epochs);
        for (double accuracy : epochs) {
            check(accuracy);
        }
        from.ifPresent(Recovery::check);
    }

    private static void check(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("an accuracy must be in [0, 1], was " + accuracy);
        }
    }

    /** The best of all epochs so far, which is what is kept; empty before the first. */
    OptionalDouble best() {
        return epochs.stream().mapToDouble(Double::doubleValue).max();
    }

    /** What pruning alone has left of the network; empty where that was not measured. */
    OptionalDouble pruned() {
        return fresh ? OptionalDouble.empty() : from;
    }
}
