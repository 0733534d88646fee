package org.espalier.ui.shell;

import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.network.Network;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.ui.graph.CardModel;
import org.espalier.ui.graph.CardState;
import org.espalier.ui.graph.Commands;
import org.espalier.ui.graph.GraphViewModel;
import org.espalier.ui.graph.ShareReading;

/** What of a session the cards show, and what they ask of it. */
final class GraphFeed {

    private GraphFeed() {}

    /** Takes the layer whose slider the pointer is on, or no longer. */
    @FunctionalInterface
    interface OnPoint {
        void point(String layer, boolean on);
    }

    /** The cards for what is open, in the granularity of now. */
    static GraphViewModel cards(Session session, Supplier<ShareOf> of, Consumer<String> onSelect, OnPoint onPoint) {
        Network network = session.experiment().network();
        return new GraphViewModel(
                network.graph(),
                network.units(),
                session.shown().state().plan().granularity(),
                new Asks(session, of, onSelect, onPoint));
    }

    /**
     * Brings all cards up to date.
     *
     * @param of what shares are shown as
     */
    static void show(Session session, GraphViewModel cards, ShareOf of) {
        Network network = session.experiment().network();
        SessionState state = session.shown().state();
        for (CardModel card : cards.cards()) {
            BitSet kept = new BitSet();
            if (card.hasUnits()) {
                int[] units = network.units().behind(card.name());
                for (int i = 0; i < units.length; i++) {
                    kept.set(i, !state.mask().removesUnit(units[i]));
                }
            }
            boolean locked = card.isAdjustable() && session.isLocked(card.name());
            long parameters = state.cost().of(card.name()).parameters();
            card.show(new CardState(reading(session, card, of), locked, parameters, kept, keptWeights(session, card)));
        }
    }

    private static ShareReading reading(Session session, CardModel card, ShareOf of) {
        if (!card.isAdjustable()) {
            return ShareReading.exactly(0);
        }
        String target = session.targetOf(card.name());
        double share = session.shown().state().plan().share(target);
        Shares shares = session.shares();
        double most = Math.max(share, PruningPlan.LARGEST_SHARE);
        return new ShareReading(
                shares.read(target, share, of),
                shares.achieved(target, share, of).share(),
                shares.read(target, most, of));
    }

    private static double keptWeights(Session session, CardModel card) {
        PruningPlan plan = session.shown().state().plan();
        if (plan.granularity() == Granularity.UNITS || !card.isAdjustable()) {
            return 1;
        }
        String target = session.targetOf(card.name());
        return 1
                - session.shares()
                        .achieved(target, plan.share(target), ShareOf.UNITS)
                        .share();
    }

    private record Asks(Session session, Supplier<ShareOf> of, Consumer<String> onSelect, OnPoint onPoint)
            implements Commands {
        @Override
        public void preview(String layer, double share) {
            session.preview(layer, of.get(), share);
        }

        @Override
        public void commit() {
            session.commit();
        }

        @Override
        public void lock(String layer, boolean locked) {
            session.lock(layer, locked);
        }

        @Override
        public String explain(String layer) {
            return ShareWords.ofLayer(session, layer, of.get());
        }

        @Override
        public void select(String layer) {
            onSelect.accept(layer);
        }

        @Override
        public void point(String layer, boolean on) {
            onPoint.point(layer, on);
        }
    }
}
