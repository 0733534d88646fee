package org.espalier.session;

import org.espalier.measure.Cost;
import org.espalier.pruning.PruningPlan;

/**
 * Where a schedule will be at some moment, as far as that is known before it runs.
 *
 * @param stop when
 * @param plan the share of each target; under a global threshold as it falls in the network of now
 * @param cost what is left then
 */
public record PathPoint(Schedule.Stop stop, PruningPlan plan, Cost cost) {}
