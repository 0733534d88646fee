package org.espalier.job;

import java.util.function.Consumer;

/** Keeps only the newest of a stream of requests, such as the positions of a dragged slider. */
public final class LatestJob {

    private final JobRunner runner;
    private JobRunner.Running running = () -> {};
    private long newest;
    private boolean waiting;

    public LatestJob(JobRunner runner) {
        this.runner = runner;
    }

    /**
     * Cancels the previous request.
     *
     * @param late takes what still arrives of this request once it is superseded: no answer any more, but
     *     better than none while the newest request has not answered yet
     */
    public <T> void replace(
            String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done, Consumer<? super T> late) {
        running.cancel();
        long mine = ++newest;
        waiting = true;
        Consumer<T> last = result -> {
            waiting = false;
            done.accept(result);
        };
        running = runner.submit(title, job, chosen(mine, soFar, late), chosen(mine, last, late));
    }

    /** Whether the newest request has neither answered nor been dropped. */
    public boolean isRunning() {
        return waiting;
    }

    /** Drops the request that is under way, if there is one. */
    public void cancel() {
        running.cancel();
        newest++;
        waiting = false;
    }

    private <T> Consumer<T> chosen(long mine, Consumer<? super T> inTime, Consumer<? super T> late) {
        return result -> {
            if (mine == newest) {
                inTime.accept(result);
            } else {
                late.accept(result);
            }
        };
    }
}
