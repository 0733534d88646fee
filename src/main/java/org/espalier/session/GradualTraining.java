package org.espalier.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.espalier.training.EpochReport;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningNews;
import org.espalier.training.TuningRun;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that prunes while it trains. It is run to its end, whatever the patience. Each epoch that ends while there is
 * still something to prune leaves its last state; those behind leave the best of theirs.
 */
final class GradualTraining extends ScheduleTraining {

    private final List<Schedule.Stop> stops;
    private final Queue<TrainingNews> waiting = new ArrayDeque<>();
    private Weights latest;
    private @Nullable SessionState pruned;
    private @Nullable TuningRun run;
    private int stopsDone;
    private int number = 1;
    private int epochsTaken;
    private double accuracyBefore;
    private boolean over;
    private String remark = "";

    GradualTraining(Experiment on, SessionState begin, ScheduledPruning asked) {
        super(on, begin, asked);
        stops = asked.schedule().stops(asked.tuning().epochs());
        latest = start();
    }

    @Override
    public void prepare() throws Refused {
        PruningPlan base = asked().goal().base();
        SessionState first = pruned(0, on().scores(latest, base.granularity(), base.criterion()), latest);
        pruned = first;
        run = on().tune(on().network(latest), first.mask(), asked().tuning().withoutPatience(), workers());
        waiting.add(new TrainingNews.RoundBegun(number, first.cost()));
    }

    @Override
    Optional<TrainingNews> next(Progress progress) throws Refused, JobCancelled {
        TrainingNews first = waiting.poll();
        if (first != null || over) {
            return Optional.ofNullable(first);
        }
        TuningRun going = going();
        if (prunesNext(going)) {
            return Optional.of(prune(going));
        }
        Optional<TuningNews> news = going.next(progress);
        if (news.isEmpty()) {
            return finish(going).map(TrainingNews.RoundEnded::new);
        }
        if (news.get() instanceof TuningNews.Started started) {
            accuracyBefore = started.validationAccuracy();
        } else if (news.get() instanceof TuningNews.EpochEnded && stopsDone < stops.size()) {
            waiting.add(new TrainingNews.RoundEnded(taken(going.latest(), 1)));
            going.startAnew();
            number++;
            waiting.add(new TrainingNews.RoundBegun(number, now().cost()));
        }
        return news.map(TrainingNews.Trained::new);
    }

    private TuningRun going() {
        return Objects.requireNonNull(run);
    }

    private SessionState now() {
        return Objects.requireNonNull(pruned);
    }

    private boolean prunesNext(TuningRun going) {
        if (stopsDone == stops.size() || going.measuresNext()) {
            return false;
        }
        double stepsPerEpoch = (double) going.steps() / asked().tuning().epochs();
        long due = Math.round(stops.get(stopsDone).epochs() * stepsPerEpoch);
        return going.stepsDone() >= Math.min(due, going.steps() - 1);
    }

    private TrainingNews prune(TuningRun going) throws Refused {
        PruningPlan before = now().plan();
        Network network = going.latest();
        Scores scores = Scores.of(network, before.granularity(), before.criterion(), before.seed())
                .without(network, now().mask());
        SessionState after = pruned(stops.get(stopsDone).way(), scores, latest);
        stopsDone++;
        if (!after.mask().equals(now().mask())) {
            going.silence(after.mask());
        }
        pruned = after;
        return new TrainingNews.Removed(number, after.cost());
    }

    /** The last round, or nothing where the loss was not a number before it had anything to show. */
    private Optional<SessionState> finish(TuningRun going) throws Refused {
        over = true;
        Tuned best = going.best();
        boolean isNothing = stopsDone < stops.size() || (best.ending() == Ending.DIVERGED && ownEpoch(best) == 0);
        remark = remark(going.reports().size() + 1, best, isNothing ? 0 : best.bestEpoch(), number == 1);
        return isNothing ? Optional.empty() : Optional.of(taken(best.network(), ownEpoch(best)));
    }

    /** Which epoch of this round is the best, or 0 for none. */
    private int ownEpoch(Tuned best) {
        return Math.max(0, best.bestEpoch() - epochsTaken);
    }

    private SessionState taken(Network trained, int bestEpoch) throws Refused {
        List<EpochReport> all = going().reports();
        List<EpochReport> own = all.subList(epochsTaken, all.size());
        Step.Round step = new Step.Round(
                new Step.Round.Place(
                        asked().schedule(),
                        number,
                        asked().rounds(),
                        now().cost().parameters()),
                asked().tuning(),
                own,
                bestEpoch,
                accuracyBefore);
        epochsTaken = all.size();
        accuracyBefore = step.endAccuracy();
        SessionState before = now();
        SessionState state = on().trained(trained, before, step);
        latest = state.weights();
        pruned = new SessionState(before.step(), before.plan(), before.mask(), before.cost(), latest);
        return state;
    }

    @Override
    End end(Tuning.Leave leave) throws Refused {
        boolean isUnfinished = !over && run != null && stopsDone == stops.size() && leave == Tuning.Leave.BEST;
        SessionState state = null;
        if (isUnfinished) {
            Tuned best = going().best();
            state = ownEpoch(best) == 0 ? null : taken(best.network(), ownEpoch(best));
        }
        return new End(state, remark.isEmpty() ? on().trouble() : remark);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
        super.close();
    }
}
