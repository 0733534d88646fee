package org.espalier.training;

import java.util.function.BooleanSupplier;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;

/**
 * Whether a step is still wanted. Progress may be asked by the thread that waits for the step only; the others hear of
 * it from there.
 */
final class Interruption {

    private final Progress progress;
    private volatile boolean wanted = true;

    Interruption(Progress progress) {
        this.progress = progress;
    }

    /** @param lane of the workers; the first one is the calling thread's */
    BooleanSupplier seenBy(int lane) {
        return lane == 0 ? this::ask : () -> wanted;
    }

    private boolean ask() {
        if (wanted) {
            try {
                progress.report(0, 1);
            } catch (JobCancelled nobodyWantsIt) {
                wanted = false;
            }
        }
        return wanted;
    }

    /** @throws JobCancelled where it turned out that the step is not wanted */
    void rethrow() throws JobCancelled {
        if (!wanted) {
            throw new JobCancelled();
        }
    }
}
