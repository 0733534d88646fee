package org.espalier.session;

import org.espalier.measure.Cost;
import org.espalier.training.TuningNews;

/** What a training tells while it goes on: each step and epoch, and where rounds of a schedule begin and end. */
public sealed interface TrainingNews {

    /** A piece of training. */
    record Trained(TuningNews news) implements TrainingNews {}

    /**
     * A round begins; what comes then is news of it.
     *
     * @param round from 1, or 0 for one that removes nothing
     * @param cost what is left of the network in it, so far
     */
    record RoundBegun(int round, Cost cost) implements TrainingNews {}

    /** Within a round more is removed. */
    record Removed(int round, Cost cost) implements TrainingNews {}

    /**
     * A round is over.
     *
     * @param state what it leaves; its step is a {@link Step.Round}
     */
    record RoundEnded(SessionState state) implements TrainingNews {}
}
