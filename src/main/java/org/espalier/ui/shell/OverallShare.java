package org.espalier.ui.shell;

import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.text.Text;
import org.espalier.ui.graph.ShareModel;

/** One share for all targets that are not locked. Stands at the mean of theirs while nobody moves it. */
final class OverallShare extends ShareModel {

    private final Session session;

    OverallShare(Session session) {
        this.session = session;
    }

    @Override
    public String name() {
        return Text.of("shell.tools.all-layers");
    }

    @Override
    protected boolean isMovable() {
        return session.isOpen();
    }

    @Override
    protected void preview(double share) {
        session.previewAll(ShareOf.UNITS, share);
    }

    @Override
    protected void commit() {
        session.commit();
    }

    /** Follows the session. */
    void show() {
        PruningPlan plan = session.shown().state().plan();
        double mean = session.scores().targets().stream()
                .filter(target -> !session.isLocked(target))
                .mapToDouble(plan::share)
                .average()
                .orElse(0);
        follow(Math.min(PruningPlan.LARGEST_SHARE, mean));
    }
}
