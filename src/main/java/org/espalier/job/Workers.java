package org.espalier.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the parts of one piece of work on several threads at once, the calling one among them. */
public final class Workers implements AutoCloseable {

    private final int lanes;
    private final ExecutorService helpers;

    /** What is done for each item. */
    @FunctionalInterface
    public interface Part {
        /**
         * @param lane from 0; two threads never have the same one at the same time
         * @param item the item's number
         */
        void run(int lane, int item);
    }

    /** @param lanes how many threads work at once; 1 starts none */
    public Workers(int lanes) {
        if (lanes < 1) {
            throw new IllegalArgumentException("no work is done on " + lanes + " threads");
        }
        this.lanes = lanes;
        int others = Math.max(1, lanes - 1);
        this.helpers =
                new ThreadPoolExecutor(others, others, 0, TimeUnit.SECONDS, new BriefWait.Queue(), Workers::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "espalier-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** One thread for each of the machine's cores. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    public int lanes() {
        return lanes;
    }

    /**
     * Does items {@code from} up to but not with {@code to}, each once, in about this order, and returns when all
     * are done.
     *
     * @param most how many threads may work at once
     * @param progress is told on the calling thread, before the first item and behind each of its own, how many are done
     * @throws JobCancelled once all threads have stopped, each behind the item it was at
     */
    public void each(int from, int to, int most, Part part, Progress progress) throws JobCancelled {
        progress.report(0, to - from);
        AtomicInteger next = new AtomicInteger(from);
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<?>> others = new ArrayList<>();
        for (int lane = 1; lane < Math.min(Math.min(lanes, most), to - from); lane++) {
            int mine = lane;
            others.add(helpers.submit(() -> {
                boolean finished = false;
                try {
                    for (int item = next.getAndIncrement(); item < to && !stop.get(); item = next.getAndIncrement()) {
                        part.run(mine, item);
                        done.incrementAndGet();
                    }
                    finished = true;
                } finally {
                    stop.compareAndSet(false, !finished);
                }
            }));
        }
        boolean finished = false;
        try {
            for (int item = next.getAndIncrement(); item < to && !stop.get(); item = next.getAndIncrement()) {
                part.run(0, item);
                progress.report(done.incrementAndGet(), to - from);
            }
            finished = true;
        } finally {
            stop.compareAndSet(false, !finished);
            others.forEach(Workers::await);
        }
        for (Future<?> other : others) {
            rethrowFailureOf(other);
        }
    }

    /** Whatever happens: another thread uses memory that the caller may free, so there is no leaving before it stopped. */
    private static void await(Future<?> other) {
        BriefWait.until(other::isDone);
        boolean interrupted = false;
        while (!other.isDone()) {
            try {
                other.get();
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ExecutionException failed) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrowFailureOf(Future<?> stopped) {
        try {
            stopped.get();
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a part of the work failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        helpers.shutdown();
    }
}
