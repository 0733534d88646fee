package org.espalier.session;

import java.util.function.Consumer;
import org.espalier.job.JobRunner;
import org.espalier.job.LatestJob;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.text.Text;

/** The jobs that measure an experiment: the dense network for sure, of everything else the newest only. */
final class Measuring {

    private final JobRunner runner;
    private final LatestJob newest;

    Measuring(JobRunner runner) {
        this.runner = runner;
        this.newest = new LatestJob(runner);
    }

    /** A job of its own, which no state supersedes: everything else is compared with its answer. */
    void dense(Experiment on, Consumer<? super Evaluation> done) {
        runner.<Evaluation>submit(title(on), (progress, soFar) -> on.dense(progress), done);
    }

    /** A job of its own for a state that is not the shown one. */
    void once(Experiment on, SessionState state, Consumer<? super Evaluation> done) {
        runner.<Evaluation>submit(
                title(on), (progress, soFar) -> on.evaluate(state.weights(), state.mask(), progress, soFar), done);
    }

    /**
     * Measures a state instead of what was asked for before.
     *
     * @param answer takes what is known so far, and then all
     * @param late takes what still arrives once another state is asked for
     */
    void newest(
            Experiment on, SessionState state, Consumer<? super Evaluation> answer, Consumer<? super Evaluation> late) {
        newest.<Evaluation>replace(
                title(on),
                (progress, soFar) -> on.evaluate(state.weights(), state.mask(), progress, soFar),
                answer,
                answer,
                late);
    }

    /** Makes memory ready while nobody waits for an answer; the first one who does stops it. */
    void getReady(Experiment on) {
        if (!newest.isRunning()) {
            newest.<Experiment>replace(
                    Text.of("session.job.preparing"),
                    (progress, soFar) -> {
                        on.warm(progress);
                        return on;
                    },
                    part -> {},
                    done -> {},
                    late -> {});
        }
    }

    /** Measures with more or less of the machine from now on. */
    void use(Experiment on, EngineSettings settings, Runnable then) {
        cancel();
        runner.submit(
                Text.of("session.job.preparing"),
                (progress, soFar) -> {
                    on.use(settings);
                    return on;
                },
                ready -> then.run());
    }

    /** Closes an experiment behind everything that is queued, so that nobody uses what is closed. */
    void close(Experiment before) {
        cancel();
        runner.submit(
                Text.of("session.job.closing"),
                (progress, soFar) -> {
                    before.close();
                    return before;
                },
                closed -> {});
    }

    /** Drops the state that is being measured. */
    void cancel() {
        newest.cancel();
    }

    private static String title(Experiment on) {
        return Text.of("session.job.evaluating", Text.count(on.validationImages()));
    }
}
