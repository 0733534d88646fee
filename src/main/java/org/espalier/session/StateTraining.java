package org.espalier.session;

import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.Tuned;
import org.espalier.training.TuningRun;

/** The training on of one state, with what it silences held. */
public final class StateTraining extends OneTraining {

    public StateTraining(Experiment on, SessionState begin, FineTuning settings) {
        super(on, begin, settings);
    }

    @Override
    TuningRun ready() throws Refused {
        return on().tune(on().network(begin().weights()), begin().mask(), settings(), workers());
    }

    @Override
    End end(TuningRun ended, Tuned best) throws Refused {
        if (best.bestEpoch() == 0) {
            return new End(null, remarkOn(best));
        }
        Step.FineTuned step = new Step.FineTuned(settings(), ended.reports(), best.bestEpoch(), best.startAccuracy());
        SessionState tuned = on().trained(best.network(), begin(), step);
        String remark = remarkOn(best);
        return new End(tuned, remark.isEmpty() ? on().trouble() : remark);
    }
}
