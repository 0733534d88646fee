package org.espalier.session;

import org.espalier.network.Network;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.Tuned;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningRun;

/**
 * The control of a pruned state: a network of the same architecture, trained from fresh weights. If it is as good, the
 * inherited weights did not help (Liu et al., arXiv 1810.05270). See src/decisions/0014.
 */
public final class ScratchTraining extends OneTraining {

    /** @param begin whose mask is held, whatever its weights are; the seed of the training draws the fresh ones as well */
    public ScratchTraining(Experiment on, SessionState begin, FineTuning settings) {
        super(on, begin, settings);
    }

    @Override
    TuningRun ready() throws Refused {
        Network fresh =
                fresh(on().network(begin().weights()), begin(), settings().seed());
        return on().tune(fresh, begin().mask(), settings(), workers());
    }

    /** Drawn for the sizes of the cut network: a layer with fewer inputs gets larger weights. */
    private static Network fresh(Network network, SessionState state, long seed) throws Refused {
        Network cut = FreshStart.of(Surgeon.cut(network, state.mask()), seed);
        return Surgeon.grow(FreshStart.of(network, seed), state.mask(), cut);
    }

    @Override
    End end(TuningRun ended, Tuned best) throws Refused {
        boolean isNothing = best.bestEpoch() == 0 && best.ending() != Ending.COMPLETE;
        if (isNothing) {
            return new End(null, remarkOn(best));
        }
        Step.FromScratch step =
                new Step.FromScratch(settings(), ended.reports(), best.bestEpoch(), best.startAccuracy());
        SessionState fresh = new SessionState(
                begin().step(),
                begin().plan(),
                begin().mask(),
                begin().cost(),
                begin().weights().untrained());
        SessionState state = on().trained(best.network(), fresh, step);
        return new End(state, best.ending() == Ending.DIVERGED ? remarkOn(best) : on().trouble());
    }
}
