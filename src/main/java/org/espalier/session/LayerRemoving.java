package org.espalier.session;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.job.Job;
import org.espalier.job.JobRunner;
import org.espalier.job.LatestJob;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.text.Text;

/**
 * Removes parts of the current state's network as a whole, to be looked at or for good, in jobs.
 *
 * <p>Used by the thread on which the {@link JobRunner} hands results back.
 */
public final class LayerRemoving {

    private final JobRunner runner;
    private final LatestJob previews;
    private final Supplier<Exploration> exploration;
    private final Consumer<? super SessionState> looked;
    private final Consumer<? super SessionState> taken;

    /**
     * @param looked takes a state that is only to be shown
     * @param taken takes the state behind a step
     */
    LayerRemoving(
            JobRunner runner,
            Supplier<Exploration> exploration,
            Consumer<? super SessionState> looked,
            Consumer<? super SessionState> taken) {
        this.runner = runner;
        this.previews = new LatestJob(runner);
        this.exploration = exploration;
        this.looked = looked;
        this.taken = taken;
    }

    /** What of the current state's network can go. */
    public LayerRemovals possible() {
        Exploration on = exploration.get();
        return on.experiment().removals(on.history().current().state().weights());
    }

    /**
     * Shows what a removal would do, without a step, once that is made. Newer requests supersede older ones; nothing may be
     * under the hand.
     */
    public void preview(LayerRemoval removal) {
        Exploration on = exploration.get();
        SessionState from = on.history().current().state();
        previews.<SessionState>replace(
                title(removal),
                job(on, from, removal),
                part -> {},
                without -> {
                    if (isCurrent(on, from) && on.hand().isEmpty()) {
                        looked.accept(without);
                    }
                },
                late -> {});
    }

    /** Removes, as one step, unless the user has gone on when it is made. */
    public void take(LayerRemoval removal) {
        previews.cancel();
        Exploration on = exploration.get();
        SessionState from = on.history().current().state();
        runner.<SessionState>submit(title(removal), job(on, from, removal), without -> {
            if (isCurrent(on, from)) {
                taken.accept(without);
            }
        });
    }

    /** Nobody looks any more. */
    void cancel() {
        previews.cancel();
    }

    private boolean isCurrent(Exploration on, SessionState from) {
        return exploration.get() == on && on.history().current().state() == from;
    }

    private static Job<SessionState> job(Exploration on, SessionState from, LayerRemoval removal) {
        return (progress, soFar) -> on.experiment().without(from, removal, progress);
    }

    private static String title(LayerRemoval removal) {
        return Text.of("session.job.removing", removal.place());
    }
}
