package org.espalier.session;

import org.espalier.pruning.PruningPlan;

/** What a step leads to, before it is known what that comes to. */
record Aim(PruningPlan plan, Weights weights) {

    /** The same weights under another plan. */
    Aim with(PruningPlan other) {
        return new Aim(other, weights);
    }
}
