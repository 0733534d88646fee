package org.espalier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** The time that a thread works itself: what else the machine does is not counted. */
public final class OwnTime {

    private static final int TRIALS = 3;

    private OwnTime() {}

    /** Does something in less than so many seconds; again where it was the first time and code had to be loaded for it. */
    public static <T> T within(double seconds, Supplier<T> work) {
        double least = Double.POSITIVE_INFINITY;
        T result = null;
        for (int trial = 0; trial < TRIALS && least >= seconds; trial++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            result = work.get();
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            least = Math.min(least, (end - start) / 1e9);
        }
        assertTrue(least < seconds, "took " + least + " s");
        return result;
    }
}
