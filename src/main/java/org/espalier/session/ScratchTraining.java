package org.espalier.session;

import java.util.Objects;
import java.util.Optional;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningRun;
import org.jspecify.annotations.Nullable;

/**
 * The control of a pruned state: a network of the same architecture, trained from fresh weights. If it is as good, the
 * inherited weights did not help (Liu et al., arXiv 1810.05270). See src/decisions/0014.
 */
public final class ScratchTraining extends EngineTraining {

    private final SessionState begin;
    private final FineTuning settings;
    private @Nullable TuningRun run;

    /** @param begin whose mask is held, whatever its weights are; the seed of the training draws the fresh ones as well */
    public ScratchTraining(Experiment on, SessionState begin, FineTuning settings) {
        super(on);
        this.begin = begin;
        this.settings = settings;
    }

    @Override
    public void prepare() throws Refused {
        Network fresh = fresh(on().network(begin.weights()), begin, settings.seed());
        run = on().tune(fresh, begin.mask(), settings, workers());
    }

    /** Drawn for the sizes of the cut network: a layer with fewer inputs gets larger weights. */
    private static Network fresh(Network network, SessionState state, long seed) throws Refused {
        Network cut = FreshStart.of(Surgeon.cut(network, state.mask()), seed);
        return Surgeon.grow(FreshStart.of(network, seed), state.mask(), cut);
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
        boolean isNothing = best.bestEpoch() == 0 && best.ending() != Ending.COMPLETE;
        if (isNothing) {
            return new End(null, remarkOn(best));
        }
        Step.FromScratch step = new Step.FromScratch(settings, ended.reports(), best.bestEpoch(), best.startAccuracy());
        SessionState fresh = new SessionState(
                begin.step(),
                begin.plan(),
                begin.mask(),
                begin.cost(),
                begin.weights().untrained());
        SessionState state = on().trained(best.network(), fresh, step);
        return new End(state, best.ending() == Ending.DIVERGED ? remarkOn(best) : on().trouble());
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
