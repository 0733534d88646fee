package org.espalier.session;

import java.util.Objects;
import java.util.Optional;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.Tuned;
import org.espalier.training.TuningRun;
import org.jspecify.annotations.Nullable;

/** The training on of one state, with what it silences held. */
public final class StateTraining extends EngineTraining {

    private final SessionState begin;
    private final FineTuning settings;
    private @Nullable TuningRun run;

    public StateTraining(Experiment on, SessionState begin, FineTuning settings) {
        super(on);
        this.begin = begin;
        this.settings = settings;
    }

    @Override
    public void prepare() throws Refused {
        run = on().tune(on().network(begin.weights()), begin.mask(), settings, workers());
    }

    @Override
    Optional<TrainingNews> next(Progress progress) throws JobCancelled {
        return Objects.requireNonNull(run).next(progress).map(TrainingNews.Trained::new);
    }

    @Override
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
        SessionState tuned = on().trained(best.network(), begin, step);
        String remark = remarkOn(best);
        return new End(tuned, remark.isEmpty() ? on().trouble() : remark);
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
