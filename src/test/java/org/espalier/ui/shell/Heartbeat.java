package org.espalier.ui.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;

/**
 * How long the FX thread keeps others waiting: a knock every few milliseconds, and the time until it opens.
 *
 * <p>On a busy machine much of that time the thread is not let run; what it worked itself is told apart.
 */
final class Heartbeat implements AutoCloseable {

    /**
     * One knock.
     *
     * @param millis until it was answered
     * @param work how much of it the FX thread was running, in ms
     */
    record Beat(double millis, double work) {}

    /** Far above what we allow ourselves, 16 ms: the machines that test us are slow. */
    static final double MOST_WORK_IN_MILLIS = 250;

    /** So many beats may be longer: where a machine stands still, the time may be put down to the thread that ran. */
    static final int STRAYS = 2;

    private static final int BETWEEN_KNOCKS_IN_MILLIS = 4;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final Timer knocks = new Timer("knocks", true);
    private final List<Beat> beats = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final long fx;

    Heartbeat() {
        CompletableFuture<Long> id = new CompletableFuture<>();
        Platform.runLater(() -> id.complete(Thread.currentThread().getId()));
        fx = id.join();
        TimerTask knock = new TimerTask() {
            @Override
            public void run() {
                knock();
            }
        };
        knocks.schedule(knock, 0, BETWEEN_KNOCKS_IN_MILLIS);
    }

    /** Asks the FX thread to answer, unless it still owes an answer to the knock before. */
    void knock() {
        if (waiting.compareAndSet(false, true)) {
            long knocked = System.nanoTime();
            long worked = clock.getThreadCpuTime(fx);
            Platform.runLater(() -> {
                beats.add(new Beat((System.nanoTime() - knocked) / 1e6, (clock.getThreadCpuTime(fx) - worked) / 1e6));
                waiting.set(false);
            });
        }
    }

    int count() {
        return beats.size();
    }

    double longest(ToDoubleFunction<Beat> of) {
        return longestBut(0, of);
    }

    /** The longest of all but the few that are longer still. */
    double longestBut(int few, ToDoubleFunction<Beat> of) {
        double[] sorted = sorted(of);
        return sorted[Math.max(0, sorted.length - 1 - few)];
    }

    double median(ToDoubleFunction<Beat> of) {
        double[] sorted = sorted(of);
        return sorted[sorted.length / 2];
    }

    private double[] sorted(ToDoubleFunction<Beat> of) {
        double[] all = List.copyOf(beats).stream().mapToDouble(of).toArray();
        Arrays.sort(all);
        return all.length == 0 ? new double[1] : all;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d knocks, answered after %.1f ms (median), %.0f ms at the longest;"
                        + " of that its own work %.1f ms, %.0f ms at the most",
                count(),
                median(Beat::millis),
                longest(Beat::millis),
                median(Beat::work),
                longest(Beat::work));
    }

    @Override
    public void close() {
        knocks.cancel();
    }
}
