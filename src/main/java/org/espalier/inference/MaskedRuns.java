package org.espalier.inference;

import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * Runs one network on one set of images under changing masks.
 *
 * <p>The images are cut into batches. One thread changes masks; between two changes, each lane may be run by a
 * thread of its own.
 */
public interface MaskedRuns extends AutoCloseable {

    /**
     * The fastest way to run this network: our own plan with kept activations, or DL4J where a layer changes the
     * number of images.
     *
     * @param lanes how many threads may run at once
     * @param cacheBytes how much memory kept activations may take
     */
    static MaskedRuns of(Network network, Images images, int lanes, long cacheBytes) {
        if (ForwardPlan.canRun(network)) {
            return new ActivationCache(ForwardPlan.of(network), images, lanes, cacheBytes);
        }
        return new PlainRuns(new Dl4jPass(network, Math.min(images.size(), 100)), images);
    }

    /** How many lanes there are: at most as many as were asked for. */
    int lanes();

    /** Images in a batch; the last one may hold fewer. */
    int batch();

    int batches();

    int classes();

    /** Silences exactly this from now on. No lane may be running. */
    void silence(PruningMask mask);

    /**
     * Runs a batch.
     *
     * @param scores takes {@code [batch, classes]}; what lies behind the batch's images means nothing
     */
    void run(int lane, int batch, float[] scores);

    /** Share of the multiply-adds that need not be run under the current mask, for a batch that was run before. */
    double reused();

    /**
     * Takes memory that kept activations will want, and touches it: on many machines that takes as long as running
     * the network, and is better done while nobody waits.
     *
     * @throws JobCancelled between two blocks; what was taken so far is there
     */
    void warm(Progress progress) throws JobCancelled;

    /** How much memory kept activations take. */
    long cacheBytes();

    /** Whether there was too little memory to keep them all, so that some are run again. */
    boolean isCacheCut();

    @Override
    void close();
}
