package org.espalier.ui.shell;

import java.util.BitSet;
import java.util.function.Consumer;
import org.espalier.network.Network;
import org.espalier.pruning.Granularity;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.ui.graph.CardModel;
import org.espalier.ui.graph.CardState;
import org.espalier.ui.graph.Commands;
import org.espalier.ui.graph.GraphViewModel;

/** What of a session the cards show, and what they ask of it. */
final class GraphFeed {

    private GraphFeed() {}

    /** The cards for what is open, in the granularity of now. */
    static GraphViewModel cards(Session session, Consumer<String> onSelect) {
        Network network = session.experiment().network();
        return new GraphViewModel(
                network.graph(),
                network.units(),
                session.shown().state().plan().granularity(),
                new Asks(session, onSelect));
    }

    /** Brings all cards up to date. */
    static void show(Session session, GraphViewModel cards) {
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
            double share = card.isAdjustable() ? state.plan().share(session.targetOf(card.name())) : 0;
            boolean locked = card.isAdjustable() && session.isLocked(card.name());
            long parameters = state.cost().of(card.name()).parameters();
            card.show(new CardState(share, locked, parameters, kept, keptWeights(session, card, share)));
        }
    }

    private static double keptWeights(Session session, CardModel card, double share) {
        if (session.shown().state().plan().granularity() == Granularity.UNITS || !card.isAdjustable()) {
            return 1;
        }
        String target = session.targetOf(card.name());
        int all = session.scores().of(target).size();
        return 1 - (double) session.scores().count(target, share) / all;
    }

    private record Asks(Session session, Consumer<String> onSelect) implements Commands {
        @Override
        public void preview(String layer, double share) {
            session.preview(layer, share);
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
        public void select(String layer) {
            onSelect.accept(layer);
        }
    }
}
