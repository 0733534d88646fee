package org.espalier.ui.inspector;

import java.util.BitSet;
import org.espalier.network.Layer;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.Granularity;
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
 * @param kept which units stay, by channel of the layer
 * @param ranking of the layer's target; null where nothing of it can be removed
 * @param removed how many of the ranking go
 */
record LayerViewModel(String title, BitSet kept, @Nullable Ranking ranking, int removed) {

    static LayerViewModel of(Session session, Layer layer) {
        SessionState state = session.shown().state();
        int[] units = session.experiment().network().units().behind(layer.name());
        BitSet kept = new BitSet();
        for (int i = 0; i < units.length; i++) {
            kept.set(i, !state.mask().removesUnit(units[i]));
        }
        if (!layer.hasUnits() || !session.isPrunable(layer.name())) {
            return new LayerViewModel(fixedTitle(session, layer), kept, null, 0);
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
                weights ? "" : unitWord(layer),
                Step.nameOf(plan.criterion()),
                Text.count(ranking.size() - removed),
                Text.count(ranking.size()));
        return new LayerViewModel(title, kept, ranking, removed);
    }

    /** Filters, or neurons. */
    static String unitWord(Layer layer) {
        return Text.of(layer instanceof Layer.Dense ? "inspector.neurons" : "inspector.filters");
    }

    private static String fixedTitle(Session session, Layer layer) {
        if (!layer.hasUnits()) {
            return Text.of("inspector.title.no-weights", layer.name());
        }
        UnitGroup group = session.experiment().network().units().groupOf(layer.name());
        return group.frozen().isFrozen()
                ? Text.of("inspector.title.frozen", layer.name(), group.frozen().sentence())
                : Text.of("inspector.title.single", layer.name());
    }
}
