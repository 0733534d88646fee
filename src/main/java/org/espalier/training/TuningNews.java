package org.espalier.training;

/** What a {@link TuningRun} tells while it goes on. */
public sealed interface TuningNews {

    /**
     * What the network was worth in front of the first step, under the mask.
     *
     * @param validationAccuracy share of the validation images classified right
     */
    record Started(double validationAccuracy) implements TuningNews {}

    /**
     * One step.
     *
     * @param step from 1 to {@code steps}, over all epochs
     * @param epochs how many passes over the training images are over, with the part of the current one
     * @param loss mean loss of the batch in front of the step, in nats: cross-entropy, or with {@link Distillation} the mix
     * @param rate the learning rate
     * @param secondsLeft how long it will still take if all epochs are run
     */
    record Stepped(long step, long steps, double epochs, double loss, double rate, double secondsLeft)
            implements TuningNews {}

    /** The end of an epoch. */
    record EpochEnded(EpochReport report) implements TuningNews {}

    /**
     * The loss was not a number any more: the end of it.
     *
     * @param rate of the step that could not be taken
     */
    record Diverged(double rate) implements TuningNews {}
}
