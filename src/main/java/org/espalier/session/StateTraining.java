package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningNews;
import org.espalier.training.TuningRun;
import org.jspecify.annotations.Nullable;

/** A training of one state, on the engine thread: made ready, gone on with, and ended. */
public final class StateTraining implements AutoCloseable {

    private final Experiment on;
    private final SessionState begin;
    private final FineTuning settings;
    private @Nullable Workers workers;
    private @Nullable TuningRun run;
    private volatile boolean rests;

    /**
     * What is left of it.
     *
     * @param state null where the state that it began with is still the best
     * @param remark what the user should know; empty where all went as asked
     */
    public record End(@Nullable SessionState state, String remark) {}

    public StateTraining(Experiment on, SessionState begin, FineTuning settings) {
        this.on = on;
        this.begin = begin;
        this.settings = settings;
    }

    /**
     * Trains to the end, and takes over what is best.
     *
     * @throws Refused where there are no training images, or they cannot train this network
     */
    public End run(Progress progress, Consumer<? super TuningNews> receiver) throws Refused, JobCancelled {
        prepare();
        for (List<TuningNews> news = goOn(progress, 0); !news.isEmpty(); news = goOn(progress, 0)) {
            news.forEach(receiver);
        }
        return end(Tuning.Leave.BEST);
    }

    /** Makes the job that is under way short; from any thread. */
    void rest(boolean now) {
        rests = now;
    }

    void prepare() throws Refused {
        Workers own = new Workers(on.settings().threads());
        workers = own;
        run = on.tune(begin.weights(), begin.mask(), settings, own);
    }

    /** Trains for about so long, but at least a step; what that brought, and nothing once all is done. */
    List<TuningNews> goOn(Progress progress, long nanos) throws JobCancelled {
        TuningRun going = Objects.requireNonNull(run);
        List<TuningNews> all = new ArrayList<>();
        long start = System.nanoTime();
        do {
            Optional<TuningNews> news = going.next(progress);
            if (news.isEmpty()) {
                return all;
            }
            all.add(news.get());
        } while (!rests && System.nanoTime() - start < nanos);
        return all;
    }

    /** Takes over what is best, if that is wanted. */
    End end(Tuning.Leave leave) throws Refused {
        TuningRun ended = run;
        if (ended == null || leave == Tuning.Leave.NOTHING) {
            return new End(null, "");
        }
        Tuned best = ended.best();
        if (best.bestEpoch() == 0) {
            return new End(null, remarkOn(best));
        }
        Step.FineTuned step = new Step.FineTuned(settings, ended.reports(), best.bestEpoch(), best.startAccuracy());
        Weights weights = on.keep(best.network(), begin, step);
        PruningPlan plan = begin.plan();
        on.scores(weights, plan.granularity(), plan.criterion());
        String remark = remarkOn(best);
        return new End(
                new SessionState(step, plan, begin.mask(), begin.cost(), weights),
                remark.isEmpty() ? on.trouble() : remark);
    }

    private static String remarkOn(Tuned best) {
        if (best.ending() == Ending.DIVERGED) {
            String kept = best.bestEpoch() == 0
                    ? Text.of("session.tuning.as-before")
                    : Text.of("session.tuning.kept", Text.count(best.bestEpoch()));
            return Text.of("session.tuning.diverged", Text.number(best.lastRate()), kept);
        }
        if (best.bestEpoch() > 0) {
            return "";
        }
        return best.ending() == Ending.STOPPED
                ? Text.of("session.tuning.stopped")
                : Text.of("session.tuning.no-better", Text.percent(best.startAccuracy(), 2));
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
        if (workers != null) {
            workers.close();
            workers = null;
        }
    }
}
