package org.espalier.session;

import org.espalier.text.Refused;
import org.espalier.text.TypedNumber;
import org.espalier.training.TuningChoice;

/**
 * How a user chooses to prune and train in turns: what window and command line hold beside a {@link Goal}.
 *
 * @param rounds of an iterative schedule or a lottery ticket; how often a gradual one removes something
 * @param rewind see {@link Schedule.LotteryTicket#rewind}
 * @param tuning of each round, or of the whole gradual training
 */
public record ScheduleChoice(Kind kind, int rounds, int rewind, TuningChoice tuning) {

    public static final ScheduleChoice DEFAULT = new ScheduleChoice(Kind.ITERATIVE, 5, 0, TuningChoice.DEFAULT);

    /** The schedules to choose from. */
    public enum Kind {
        ONE_SHOT,
        ITERATIVE,
        GRADUAL,
        LOTTERY
    }

    public ScheduleChoice {
        boolean fits = rounds >= 1 && rounds <= Schedule.MOST_ROUNDS && rewind >= 0 && rewind < tuning.epochs();
        if (!fits) {
            throw new IllegalArgumentException(
                    rounds + " rounds of " + tuning.epochs() + " epochs, back to epoch " + rewind);
        }
    }

    /**
     * Reads what was typed.
     *
     * @throws Refused with a sentence on the first number that cannot be
     */
    public static ScheduleChoice read(Kind kind, String rounds, String rewind, TuningChoice tuning) throws Refused {
        int most = tuning.epochs() - 1;
        return new ScheduleChoice(
                kind,
                (int) TypedNumber.whole("session.schedule.rounds", rounds, 1, Schedule.MOST_ROUNDS),
                // Whoever chooses another schedule is not asked for an epoch to go back to.
                kind == Kind.LOTTERY ? (int) TypedNumber.whole("session.schedule.rewind", rewind, 0, most) : 0,
                tuning);
    }

    public Schedule schedule() {
        return switch (kind) {
            case ONE_SHOT -> new Schedule.OneShot();
            case ITERATIVE -> new Schedule.Iterative(rounds);
            case GRADUAL -> new Schedule.Gradual(rounds, Schedule.Gradual.USUAL_RAMP);
            case LOTTERY -> new Schedule.LotteryTicket(rounds, rewind, tuning.seed());
        };
    }

    /** The same with another training of its rounds, which may have too few epochs to go back as far. */
    public ScheduleChoice with(TuningChoice other) {
        return new ScheduleChoice(kind, rounds, Math.min(rewind, other.epochs() - 1), other);
    }

    /** The whole of it. */
    public ScheduledPruning to(Goal goal) {
        return new ScheduledPruning(schedule(), goal, tuning.settings());
    }
}
