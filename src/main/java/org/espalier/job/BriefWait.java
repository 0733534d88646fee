package org.espalier.job;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

/**
 * Waiting for what comes in a moment: looks again and again for a while before the thread goes to sleep.
 *
 * <p>Waking a thread takes tens of microseconds and more, often as long as what it is waited for. The while is short, so that
 * a machine that has other work loses little.
 */
final class BriefWait {

    /** So long it only looks; from then on it lets other threads of the machine go first. */
    private static final long ALONE_NANOS = 50_000;

    private static final long NANOS = 1_000_000;

    private BriefWait() {}

    /** Returns once it holds, or after a while. */
    @SuppressWarnings("ThreadPriorityCheck") // only how soon it returns depends on the scheduler
    static void until(BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            long waited = System.nanoTime() - start;
            if (waited > NANOS) {
                return;
            }
            if (waited > ALONE_NANOS) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Work for threads that have just done some, and will mostly be given more at once. */
    static final class Queue extends LinkedBlockingQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public Runnable take() throws InterruptedException {
            until(() -> !isEmpty());
            return super.take();
        }
    }
}
