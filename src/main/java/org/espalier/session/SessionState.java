package org.espalier.session;

import org.espalier.measure.Cost;
import org.espalier.network.PruningMask;
import org.espalier.pruning.PruningPlan;

/** What holds after a step. States share what did not change; a step costs bytes. */
public record SessionState(Step step, PruningPlan plan, PruningMask mask, Cost cost, Weights weights) {}
