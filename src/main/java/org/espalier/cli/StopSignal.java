package org.espalier.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;

/**
 * Ctrl-C, or another wish of the system that the program ends: while this is open, long work is given up at its next
 * report, and the program lives on until what it has left is written and this is closed. The exit status is the signal's.
 */
final class StopSignal implements AutoCloseable {

    /** A program that cannot be ended is worse than a round that is lost. */
    private static final long PATIENCE_SECONDS = 60;

    private static final Logger LOG = Logger.getLogger(StopSignal.class.getName());

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::give, "stop");
    private volatile boolean isGiven;

    /** One that waits for the system's. */
    static StopSignal awaited() {
        StopSignal signal = new StopSignal();
        try {
            Runtime.getRuntime().addShutdownHook(signal.hook);
        } catch (IllegalStateException alreadyEnding) {
            signal.isGiven = true;
        }
        return signal;
    }

    /** Gives it, and waits until whoever works has ended. */
    void give() {
        isGiven = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.FINE, "What was to be ended has not ended in time");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows how far work is, and ends it once the signal is given. */
    Progress over(Progress shown) {
        return (done, total) -> {
            if (isGiven) {
                throw new JobCancelled();
            }
            shown.report(done, total);
        };
    }

    @Override
    public void close() {
        closed.countDown();
        if (!isGiven) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingNow) {
                // It finds the work ended.
                isGiven = true;
            }
        }
    }
}
