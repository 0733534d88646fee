package org.espalier.ui.inspector;

import java.util.BitSet;
import java.util.List;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.Structure;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Pick;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Ranking;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * One layer under the mask that is shown.
 *
 * @param title what is seen, by which criterion, and how much stays
 * @param fates what becomes of the units, by channel of the layer
 * @param ranking of the layer's target; null where nothing of it can be removed
 * @param removed how many of the ranking go, up to the last one that the hand did not decide about
 * @param obstacle why the hand cannot decide about units now; empty where it can
 */
record LayerViewModel(
        String title, UnitFates fates, @Nullable Ranking ranking, int removed, String obstacle) {

    static LayerViewModel of(Session session, Layer layer) {
        SessionState state = session.pictured();
        UnitFates fates = UnitFates.of(session, layer.name());
        if (!layer.hasUnits() || !session.isPrunable(layer.name())) {
            String fixed = fixedTitle(session, layer);
            return new LayerViewModel(fixed, fates, null, 0, fixed);
        }
        PruningPlan plan = state.plan();
        String target = session.targetOf(layer.name());
        Ranking ranking = session.scores().of(target);
        int removed = (int) session.shares()
                .achieved(target, plan.share(target), ShareOf.UNITS)
                .gone();
        boolean weights = plan.granularity() == Granularity.WEIGHTS;
        String title = Text.of(
                weights ? "inspector.title.weights" : "inspector.title.units",
                layer.name(),
                weights ? "" : UnitWords.several(layer),
                Step.nameOf(plan.criterion()),
                Text.count(ranking.size() - removed),
                Text.count(ranking.size()));
        int cut = weights ? removed : cut(session, layer, ranking);
        return new LayerViewModel(title, fates, ranking, cut, obstacle(session, layer));
    }

    /** Where the ranking is cut: what the hand removes says nothing about that. */
    private static int cut(Session session, Layer layer, Ranking ranking) {
        SessionState state = session.pictured();
        List<Integer> units = session.structure().units().groupOf(layer.name()).units();
        for (int rank = ranking.size() - 1; rank >= 0; rank--) {
            int unit = units.get(ranking.at(rank));
            if (state.mask().removesUnit(unit) && state.plan().picks().of(unit) == Pick.RANKED) {
                return rank + 1;
            }
        }
        return 0;
    }

    private static String obstacle(Session session, Layer layer) {
        if (session.pictured().plan().granularity() == Granularity.WEIGHTS) {
            return Text.of("inspector.obstacle.weights", Step.nameOf(Granularity.UNITS));
        }
        return session.isLocked(layer.name()) ? Text.of("inspector.obstacle.locked", layer.name()) : "";
    }

    private static String fixedTitle(Session session, Layer layer) {
        if (!layer.hasUnits()) {
            return Text.of("inspector.title.no-weights", layer.name());
        }
        UnitGroup group = session.structure().units().groupOf(layer.name());
        return group.frozen().isFrozen()
                ? Text.of("inspector.title.frozen", layer.name(), group.frozen().sentence())
                : Text.of("inspector.title.single", layer.name());
    }

    /** All that goes with channels of a layer; nothing where units cannot go. */
    static Coupled coupledWith(Session session, Layer layer, BitSet channels) {
        boolean units = session.pictured().plan().granularity() == Granularity.UNITS;
        if (channels.isEmpty() || !units || !layer.hasUnits() || !session.isPrunable(layer.name())) {
            return Coupled.NOTHING;
        }
        Structure network = session.structure();
        int[] behind = network.units().behind(layer.name());
        BitSet going = new BitSet();
        channels.stream().forEach(channel -> going.set(behind[channel]));
        return network.slices().coupledWith(going);
    }

    /** What is said about channels of a layer; nothing about none. */
    SliceLines lines(Session session, Layer layer, Coupled coupled, BitSet channels) {
        if (channels.isEmpty()) {
            return SliceLines.NONE;
        }
        return coupled.isEmpty()
                ? SliceLines.of(obstacle)
                : SliceLines.of(session.structure().graph(), coupled, layer, channels);
    }
}
