package org.espalier.job;

import java.util.function.Consumer;

/** Keeps only the newest of a stream of requests, such as the positions of a dragged slider. */
public final class LatestJob {

    private final JobRunner runner;
    private JobRunner.Running running = () -> {};
    private long newest;

    public LatestJob(JobRunner runner) {
        this.runner = runner;
    }

    /** Cancels the previous request; whatever still arrives from it is dropped. */
    public <T> void replace(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
        running.cancel();
        long mine = ++newest;
        running = runner.submit(title, job, onlyIf(mine, soFar), onlyIf(mine, done));
    }

    /** Drops the request that is under way, if there is one. */
    public void cancel() {
        running.cancel();
        newest++;
    }

    private <T> Consumer<T> onlyIf(long mine, Consumer<? super T> receiver) {
        return result -> {
            if (mine == newest) {
                receiver.accept(result);
            }
        };
    }
}
