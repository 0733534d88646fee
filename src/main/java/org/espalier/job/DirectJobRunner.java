package org.espalier.job;

import java.util.function.Consumer;

/** Runs each job at once on the calling thread: for the command line, and for tests without JavaFX. */
public final class DirectJobRunner implements JobRunner {

    @Override
    public <T> Running submit(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
        T result;
        try {
            result = job.run(Progress.NONE, soFar);
        } catch (JobCancelled nobodyWantsIt) {
            return () -> {};
        } catch (Exception failure) {
            throw new JobFailed(title, failure);
        }
        done.accept(result);
        return () -> {};
    }
}
