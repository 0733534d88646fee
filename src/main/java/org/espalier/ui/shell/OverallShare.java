package org.espalier.ui.shell;

import java.util.function.ToDoubleFunction;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.espalier.ui.graph.ShareModel;
import org.espalier.ui.graph.ShareReading;

/**
 * One share for all targets that are not locked: of the units of each, where it stands at the mean of theirs while
 * nobody moves it, or of what the whole network has.
 */
final class OverallShare extends ShareModel {

    private final Session session;
    private final ShellCommands commands;

    OverallShare(Session session, ShellCommands commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public String name() {
        return Text.of("shell.tools.all-layers");
    }

    @Override
    public String explanation() {
        return session.isOpen() ? ShareWords.ofAll(session, of()) : Text.of("shell.tools.all-layers.tip");
    }

    @Override
    protected boolean isMovable() {
        return session.isOpen();
    }

    @Override
    protected void preview(double share) {
        session.previewAll(of(), share);
    }

    @Override
    protected void commit() {
        session.commit();
    }

    /** Follows the session. */
    void show() {
        SessionState state = session.pictured();
        PruningPlan plan = state.plan();
        Shares shares = session.shares();
        double largest = shares.largestForAll(plan, session.freeTargets(), of());
        if (of() == ShareOf.UNITS) {
            double asked = mean(plan::share);
            double achieved = mean(target ->
                    shares.achieved(target, plan.share(target), ShareOf.UNITS).share());
            follow(new ShareReading(Math.min(PruningPlan.LARGEST_SHARE, asked), achieved, PruningPlan.LARGEST_SHARE));
            return;
        }
        double achieved = shares.ofNetwork(plan, of());
        double asked = state.step() instanceof Step.PrunedAll all && all.of() == of() ? all.share() : achieved;
        follow(new ShareReading(asked, achieved, Math.max(largest, achieved)));
    }

    private double mean(ToDoubleFunction<String> share) {
        return session.freeTargets().stream().mapToDouble(share).average().orElse(0);
    }

    private ShareOf of() {
        return commands.shareOf().on(session.pictured().plan().granularity());
    }
}
