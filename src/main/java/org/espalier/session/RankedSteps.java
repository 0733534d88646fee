package org.espalier.session;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.espalier.job.JobRunner;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Text;

/**
 * Steps that may need a ranking first. While it is made the user may go on, so a change is applied to the state that holds
 * then.
 */
final class RankedSteps {

    private final JobRunner runner;
    private final Supplier<Experiment> opened;
    private final Supplier<History.Entry> current;
    private final Consumer<? super SessionState> receiver;

    /** @param receiver takes the state behind each step */
    RankedSteps(
            JobRunner runner,
            Supplier<Experiment> opened,
            Supplier<History.Entry> current,
            Consumer<? super SessionState> receiver) {
        this.runner = runner;
        this.opened = opened;
        this.current = current;
        this.receiver = receiver;
    }

    /** Takes a step, at once where its ranking is known; none where it would lead nowhere. */
    void take(Step step, UnaryOperator<Aim> change) {
        Experiment on = opened.get();
        SessionState now = current.get().state();
        Aim from = new Aim(now.plan(), now.weights());
        Aim wanted = change.apply(from);
        PruningPlan plan = wanted.plan();
        Weights weights = wanted.weights();
        if (wanted.equals(from)) {
            return;
        }
        if (on.hasScores(weights, plan)) {
            receiver.accept(on.state(step, plan.within(on.madeScores(weights, plan)), weights));
            return;
        }
        runner.submit(
                Text.of("session.job.ranking", Step.nameOf(plan.criterion())),
                (progress, soFar) -> on.scores(weights, plan.granularity(), plan.criterion()),
                ready -> {
                    if (on == opened.get()) {
                        take(step, change);
                    }
                });
    }
}
