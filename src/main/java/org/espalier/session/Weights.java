package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.PruningMask;

/**
 * Which weights of the network hold: those it was opened with, or those that a training left. Their values are with the
 * {@link Experiment}.
 *
 * @param number of the training; 0 for the opened network
 * @param gone what was silenced while they were trained, and therefore is for good
 * @param trainings that led to them, in order
 */
public record Weights(int number, PruningMask gone, List<Step.Trained> trainings) {

    /** Those that were opened. */
    public static final Weights OPENED = new Weights(0, PruningMask.NONE, List.of());

    public Weights {
        trainings = List.copyOf(trainings);
    }

    /** What another training makes of these. */
    Weights after(int training, PruningMask silenced, Step.Trained step) {
        List<Step.Trained> all = new ArrayList<>(trainings);
        all.add(step);
        return new Weights(training, silenced, all);
    }

    public boolean areOpened() {
        return number == 0;
    }
}
