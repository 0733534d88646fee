package org.espalier.job;

import java.util.function.Consumer;

/** Runs jobs one after another, away from the caller; hands results back on the caller's thread. */
public interface JobRunner {

    /**
     * Queues a job. The returned handle cancels it, whether waiting or running; what it had found out until
     * then may still arrive.
     *
     * @param title what the status bar says while it runs, in the user's language
     * @param soFar takes results before the last one; they may be dropped when newer ones wait
     * @param done takes the last result
     */
    <T> Running submit(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done);

    /** A job without intermediate results. */
    default <T> Running submit(String title, Job<T> job, Consumer<? super T> done) {
        return submit(title, job, ignored -> {}, done);
    }

    /** A job that has been handed over. */
    @FunctionalInterface
    interface Running {
        void cancel();
    }
}
