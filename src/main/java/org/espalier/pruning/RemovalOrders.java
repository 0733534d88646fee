package org.espalier.pruning;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.network.UnitGroup;
import org.espalier.network.UnitGroups;

/**
 * The orders of a ranking's groups, each made once: while a slider moves, picks and guards stay what they are, and so does
 * the order in which units go.
 *
 * <p>Keeps those of the picks and guards that were asked for last. May be used from any thread.
 */
final class RemovalOrders {

    private record Made(Picks picks, Guards guards, Map<String, RemovalOrder> orders) {
        Made(PruningPlan plan) {
            this(plan.picks(), plan.guards(), new ConcurrentHashMap<>());
        }

        boolean holdsFor(PruningPlan plan) {
            return guards.equals(plan.guards()) && picks.equals(plan.picks());
        }
    }

    private volatile Made last = new Made(Picks.NONE, Guards.NONE, new ConcurrentHashMap<>());

    /** @param ranking of the group; always the same for a group */
    RemovalOrder of(UnitGroups groups, UnitGroup group, Ranking ranking, PruningPlan plan) {
        Made made = last;
        if (!made.holdsFor(plan)) {
            made = new Made(plan);
            last = made;
        }
        return made.orders.computeIfAbsent(group.name(), name -> RemovalOrder.of(groups, group, ranking, plan));
    }
}
