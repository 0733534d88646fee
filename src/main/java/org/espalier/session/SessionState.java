package org.espalier.session;

import org.espalier.measure.Cost;
import org.espalier.network.PruningMask;
import org.espalier.pruning.PruningPlan;

/** What holds after a step. States share what did not change; a step costs bytes. */
public record SessionState(Step step, PruningPlan plan, PruningMask mask, Cost cost, Weights weights) {

    /** What a plan comes to, by the scores of these weights, which must have been made already. */
    static SessionState of(Step step, PruningPlan plan, Weights weights, Experiment on) {
        PruningMask mask = plan.select(on.network(), on.madeScores(weights, plan));
        return new SessionState(step, plan, mask, Cost.of(on.network(), mask), weights);
    }
}
