package org.espalier.inference;

import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * Runs a network on images, with units and weights silenced.
 *
 * <p>Not thread safe, and bound to native memory: one thread makes it, uses it and closes it.
 */
public interface ForwardPass extends AutoCloseable {

    /** The fastest way to run this network: our own plan, or DL4J where a layer changes the number of images. */
    static ForwardPass of(Network network, int batch) {
        return ForwardPlan.canRun(network) ? ForwardPlan.of(network, batch) : new Dl4jPass(network, batch);
    }

    /** How many images {@link #run} takes at most. */
    int batch();

    /** How many values an image has: height × width × channels. */
    int imageSize();

    /** How many scores an image gets. */
    int classes();

    /** Silences exactly this from now on. */
    void silence(PruningMask mask);

    /**
     * Runs images through the network.
     *
     * @param images {@code [batch, height, width, channels]}; what stands behind {@code count} images is ignored
     * @param scores takes {@code [batch, classes]}, the first {@code count} rows of which are right
     */
    void run(float[] images, int count, float[] scores);

    @Override
    void close();
}
