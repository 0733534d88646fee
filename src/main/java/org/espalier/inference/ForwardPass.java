package org.espalier.inference;

import java.util.List;
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

    /** The same, ready to be run under a mask. */
    static ForwardPass of(Network network, int batch, PruningMask mask) {
        ForwardPass pass = of(network, batch);
        pass.silence(mask);
        return pass;
    }

    /** How many images {@link #run} takes at most. */
    int batch();

    /** How many values an image has: height × width × channels. */
    int imageSize();

    /** How many values an image gets at each output of the network, in the graph's order. */
    List<Integer> outputs();

    /** How many scores an image gets: values of the first output, which tells the class. */
    default int classes() {
        return outputs().get(0);
    }

    /** Silences exactly this from now on. */
    void silence(PruningMask mask);

    /**
     * Runs images through the network.
     *
     * @param images {@code [batch, height, width, channels]}; what stands behind {@code count} images is ignored
     * @param scores takes {@code [batch, classes]}, the first {@code count} rows of which are right
     */
    default void run(float[] images, int count, float[] scores) {
        run(images, count, List.of(scores));
    }

    /**
     * The same for the first so many outputs of the network.
     *
     * @param answers take {@code [batch, outputs]}, one array per output
     */
    void run(float[] images, int count, List<float[]> answers);

    @Override
    void close();
}
