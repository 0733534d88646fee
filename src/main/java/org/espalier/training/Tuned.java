package org.espalier.training;

import org.espalier.network.Network;

/**
 * What training on has brought: the best state on the validation images.
 *
 * @param bestEpoch the epoch that ended in this state, from 1; 0 where none was better than the start
 * @param startAccuracy share of the validation images classified right in front of the first step, under the mask
 * @param validationAccuracy the same in the best state
 * @param epochs how many were run to their end
 * @param ending why it ended
 * @param lastRate learning rate of the last step; where it diverged, the one that was too large
 */
public record Tuned(
        Network network,
        int bestEpoch,
        double startAccuracy,
        double validationAccuracy,
        int epochs,
        Ending ending,
        double lastRate) {

    /** Why training ended. */
    public enum Ending {
        /** All epochs were run. */
        COMPLETE,
        /** The validation images got no better for as long as was asked for. */
        NO_BETTER,
        /** The loss was not a number any more. */
        DIVERGED,
        /** It was stopped from outside. */
        STOPPED
    }
}
