package org.espalier.ui.chart;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on another executor in order, never two at once: JFreeChart is not thread safe. */
final class OneAtATime implements Executor {

    private final Executor pool;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    OneAtATime(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (count.getAndIncrement() == 0) {
            submit();
        }
    }

    private void runOne() {
        try {
            waiting.remove().run();
        } finally {
            if (count.decrementAndGet() > 0) {
                submit();
            }
        }
    }

    /** A pool that was shut down draws nothing any more: the window is gone. */
    private void submit() {
        try {
            pool.execute(this::runOne);
        } catch (RejectedExecutionException shutDown) {
            waiting.clear();
        }
    }
}
