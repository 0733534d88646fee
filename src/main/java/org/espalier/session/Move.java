package org.espalier.session;

import java.util.Set;
import org.espalier.pruning.PruningPlan;

/** A slider's move: the step that it would be, and the plan that it leads to. */
record Move(Step step, PruningPlan plan) {

    /** Of one target. */
    static Move one(Shares shares, PruningPlan from, String target, ShareOf of, double wish) {
        double before = shares.read(target, from.share(target), of);
        double possible = Math.max(wish, shares.read(target, shares.least(target), of));
        PruningPlan plan = from.withShare(target, shares.planned(target, possible, of));
        return new Move(new Step.Pruned(target, of, before, possible), plan);
    }

    /** Of all targets that are free to go. */
    static Move all(Shares shares, PruningPlan from, Set<String> free, ShareOf of, double wish) {
        double share = shares.forAll(from, free, of, wish);
        PruningPlan plan = from;
        for (String target : free) {
            plan = plan.withShare(target, Math.max(share, shares.least(target)));
        }
        return new Move(new Step.PrunedAll(of, wish), plan);
    }
}
