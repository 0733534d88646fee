package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import org.espalier.measure.Cost;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;

/** Pruning and training in turns, on the engine thread. */
public abstract class ScheduleTraining extends EngineTraining {

    private final ScheduledPruning asked;
    private final Weights start;
    private final boolean isPossible;

    ScheduleTraining(Experiment on, SessionState begin, ScheduledPruning asked) {
        super(on);
        this.asked = asked;
        this.start = startOf(begin, asked.schedule());
        this.isPossible = !startsAnew(begin, asked);
    }

    /** @param begin of whose weights is pruned, in front of which nothing but what is gone for good is removed */
    public static ScheduleTraining of(Experiment on, SessionState begin, ScheduledPruning asked) {
        return asked.schedule() instanceof Schedule.Gradual
                ? new GradualTraining(on, begin, asked)
                : new RoundsTraining(on, begin, asked);
    }

    /**
     * Where a schedule would go, without running it.
     *
     * @param begin whose ranking has been made already
     * @return without points where it cannot begin there
     */
    public static SchedulePath path(Experiment on, SessionState begin, ScheduledPruning asked) {
        PruningPlan base = asked.goal().base();
        Weights start = startOf(begin, asked.schedule());
        if (startsAnew(begin, asked)) {
            return new SchedulePath(begin.cost(), List.of());
        }
        Structure structure = on.structure(start);
        Scores scores =
                start.areOpened() ? on.scores(base.granularity(), base.criterion()) : on.madeScores(start, base);
        List<PathPoint> path = new ArrayList<>();
        for (Schedule.Stop stop : asked.schedule().stops(asked.tuning().epochs())) {
            PruningPlan plan = planAt(asked, stop.way(), scores, scores);
            path.add(new PathPoint(stop, plan, costOf(plan, structure, scores)));
        }
        // A lottery ticket's first training is of everything, whatever was picked by hand.
        Cost first = asked.schedule() instanceof Schedule.LotteryTicket
                ? on.denseCost()
                : costOf(planAt(asked, 0, scores, scores), structure, scores);
        return new SchedulePath(first, path);
    }

    private static Cost costOf(PruningPlan plan, Structure structure, Scores scores) {
        return Cost.of(structure, plan.select(structure, scores));
    }

    /** A lottery ticket starts from fresh weights, of which nothing is gone. */
    private static Weights startOf(SessionState begin, Schedule schedule) {
        return schedule instanceof Schedule.LotteryTicket ? Weights.OPENED : begin.weights();
    }

    /** Whether fresh weights are asked for, which are those of the opened network, though layers of that are gone. */
    private static boolean startsAnew(SessionState begin, ScheduledPruning asked) {
        return asked.schedule() instanceof Schedule.LotteryTicket
                && !begin.weights().removals().isEmpty();
    }

    private static PruningPlan planAt(ScheduledPruning asked, double way, Scores start, Scores now) {
        return asked.goal().at((first, last) -> asked.schedule().shareAt(first, last, way), start, now);
    }

    /** @throws Refused where a lottery ticket is asked for of a network that has lost layers */
    final void checkStart() throws Refused {
        if (!isPossible) {
            throw new Refused("session.schedule.lottery-removed");
        }
    }

    final ScheduledPruning asked() {
        return asked;
    }

    final Weights start() {
        return start;
    }

    /** What some weights are after a part of the way, before they are trained on. */
    final SessionState pruned(double way, Scores now, Weights of) throws Refused {
        PruningPlan base = asked.goal().base();
        PruningPlan plan = planAt(asked, way, on().scores(start, base.granularity(), base.criterion()), now);
        Structure structure = on().structure(of);
        PruningMask mask = plan.select(structure, now);
        return new SessionState(new Step.Reset(), plan, mask, Cost.of(structure, mask), of);
    }

    /**
     * What the user should know of a training that was the last one before its time; empty where none was.
     *
     * @param number of the round it was in, or the epoch of a gradual schedule
     * @param bestEpoch whose state is kept of it, or 0 for none
     * @param isFirst whether nothing was kept before
     */
    final String remark(int number, Tuned best, int bestEpoch, boolean isFirst) {
        if (best.ending() != Ending.DIVERGED) {
            return "";
        }
        String before = Text.of(isFirst ? "session.tuning.as-before" : "session.schedule.rounds-kept");
        return Text.of(
                "session.schedule.diverged",
                asked.schedule() instanceof Schedule.Gradual ? 1 : 0,
                Text.count(number),
                Text.number(best.lastRate()),
                bestEpoch == 0 ? before : Text.of("session.tuning.kept", Text.count(bestEpoch)));
    }
}
