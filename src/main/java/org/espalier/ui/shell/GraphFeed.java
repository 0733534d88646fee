package org.espalier.ui.shell;

import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Point2D;
import org.espalier.network.Structure;
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

    /** Takes the layer that is to go as a whole, and where on the screen to ask about it. */
    @FunctionalInterface
    interface OnRemove {
        void remove(String layer, Point2D at, boolean askAnyway);
    }

    /** What the cards' gestures lead to in the window. */
    record Gestures(Consumer<String> onSelect, OnPoint onPoint, OnRemove onRemove) {}

    /** The cards for what is open, in the granularity of now. */
    static GraphViewModel cards(Session session, Supplier<ShareOf> of, Gestures gestures) {
        Structure network = session.structure();
        return new GraphViewModel(
                network.graph(),
                network.units(),
                session.pictured().plan().granularity(),
                new Asks(session, of, gestures));
    }

    /**
     * Brings all cards up to date.
     *
     * @param of what shares are shown as
     */
    static void show(Session session, GraphViewModel cards, ShareOf of) {
        Structure network = session.structure();
        SessionState state = session.pictured();
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
        double share = session.pictured().plan().share(target);
        Shares shares = session.shares();
        double most = Math.max(share, PruningPlan.LARGEST_SHARE);
        return new ShareReading(
                shares.read(target, share, of),
                shares.achieved(target, share, of).share(),
                shares.read(target, most, of));
    }

    private static double keptWeights(Session session, CardModel card) {
        PruningPlan plan = session.pictured().plan();
        if (plan.granularity() == Granularity.UNITS || !card.isAdjustable()) {
            return 1;
        }
        String target = session.targetOf(card.name());
        return 1
                - session.shares()
                        .achieved(target, plan.share(target), ShareOf.UNITS)
                        .share();
    }

    private record Asks(Session session, Supplier<ShareOf> of, Gestures gestures) implements Commands {
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
            gestures.onSelect.accept(layer);
        }

        @Override
        public void point(String layer, boolean on) {
            gestures.onPoint.point(layer, on);
        }

        @Override
        public void remove(String layer, Point2D at) {
            gestures.onRemove.remove(layer, at, false);
        }

        @Override
        public void offerRemovals(String layer, Point2D at) {
            gestures.onRemove.remove(layer, at, true);
        }
    }
}
