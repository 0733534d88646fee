package org.espalier.ui;

import java.util.OptionalDouble;

/**
 * A job as the status bar shows it.
 *
 * @param done how many of {@code total} items are done
 * @param seconds how long it has run
 * @param cancel asks it to stop
 */
public record RunningJob(String title, long done, long total, double seconds, Runnable cancel) {

    public double fraction() {
        return total == 0 ? 0 : (double) done / total;
    }

    /** Seconds that it will still take if it goes on like this; empty before there is anything to go by. */
    public OptionalDouble secondsLeft() {
        return done == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds * (total - done) / done);
    }
}
