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

    private static final long NANOS = 200_000;

    private BriefWait() {}

    /** Returns once it holds, or after a while. */
    static boolean until(BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
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
