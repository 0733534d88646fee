package org.espalier.session;

import org.espalier.training.FineTuning;

/**
 * Pruning and training in turns: everything that decides what comes out of it.
 *
 * @param tuning of each round, or of the whole gradual training
 */
public record ScheduledPruning(Schedule schedule, Goal goal, FineTuning tuning) {

    public ScheduledPruning {
        if (schedule instanceof Schedule.LotteryTicket lottery && lottery.rewind() >= tuning.epochs()) {
            throw new IllegalArgumentException(
                    "cannot go back to epoch " + lottery.rewind() + " of " + tuning.epochs());
        }
    }

    /** How many rounds there are behind the one, if any, that removes nothing. */
    public int rounds() {
        return schedule.rounds(tuning.epochs());
    }

    /** How many epochs there are in all, unless patience ends some earlier. */
    public int epochs() {
        return schedule.epochs(tuning.epochs());
    }
}
