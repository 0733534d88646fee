package org.espalier.session;

import org.espalier.network.PruningMask;

/**
 * Which weights of the network hold: those it was opened with, or those that a training left. Their values are with the
 * {@link Experiment}.
 *
 * @param number of the training; 0 for the opened network
 * @param gone what was silenced while they were trained, and therefore is for good
 */
public record Weights(int number, PruningMask gone) {

    /** Those that were opened. */
    public static final Weights OPENED = new Weights(0, PruningMask.NONE);

    public boolean areOpened() {
        return number == 0;
    }
}
