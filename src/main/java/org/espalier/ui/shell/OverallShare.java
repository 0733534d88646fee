package org.espalier.ui.shell;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.graph.ShareModel;

/** One share for all targets that are not locked. Stands at the mean of theirs while nobody moves it. */
final class OverallShare implements ShareModel {

    private final Session session;
    private final SimpleDoubleProperty share = new SimpleDoubleProperty();
    private boolean inHand;

    OverallShare(Session session) {
        this.session = session;
    }

    @Override
    public String name() {
        return Text.of("shell.tools.all-layers");
    }

    @Override
    public ReadOnlyDoubleProperty share() {
        return share;
    }

    @Override
    public void drag(double wish) {
        set(Math.round(wish * 100) / 100.0);
    }

    @Override
    public void release() {
        if (inHand) {
            inHand = false;
            session.commit();
        }
    }

    @Override
    public void enter(double wish) {
        set(wish);
        release();
    }

    /** Follows the session while it is not in the user's hand. */
    void show() {
        if (!inHand) {
            PruningPlan plan = session.shown().state().plan();
            double mean = session.scores().targets().stream()
                    .filter(target -> !session.isLocked(target))
                    .mapToDouble(plan::share)
                    .average()
                    .orElse(0);
            share.set(Math.min(PruningPlan.LARGEST_SHARE, mean));
        }
    }

    private void set(double wish) {
        double within = Math.max(0, Math.min(PruningPlan.LARGEST_SHARE, wish));
        if (session.isOpen() && within != share.get()) {
            inHand = true;
            share.set(within);
            session.previewAll(within);
        }
    }
}
