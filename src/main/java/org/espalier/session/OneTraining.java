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

/** A training from one state to one other, without anything removed in between. */
abstract class OneTraining extends EngineTraining {

    private final SessionState begin;
    private final FineTuning settings;
    private @Nullable TuningRun run;

    OneTraining(Experiment on, SessionState begin, FineTuning settings) {
        super(on);
        this.begin = begin;
        this.settings = settings;
    }

    /** The state whose mask is held. */
    final SessionState begin() {
        return begin;
    }

    final FineTuning settings() {
        return settings;
    }

    @Override
    public final void prepare() throws Refused {
        run = ready();
    }

    /** The training, ready to run. */
    abstract TuningRun ready() throws Refused;

    @Override
    final Optional<TrainingNews> next(Progress progress) throws JobCancelled {
        return Objects.requireNonNull(run).next(progress).map(TrainingNews.Trained::new);
    }

    @Override
    final End end(Tuning.Leave leave) throws Refused {
        TuningRun ended = run;
        return ended == null || leave == Tuning.Leave.NOTHING ? new End(null, "") : end(ended, ended.best());
    }

    /** Takes over what is best, if it is worth a state. */
    abstract End end(TuningRun ended, Tuned best) throws Refused;

    @Override
    public final void close() {
        if (run != null) {
            run.close();
            run = null;
        }
        super.close();
    }
}
