package org.espalier.measure;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * That a cut network answers like the uncut one under the mask: shown on real images, not assumed.
 *
 * @param images how many were run
 * @param largest how far the answers lie apart
 * @param firstDifferent the first layer whose values differ, where the answers do; else empty
 */
public record EquivalenceProof(int images, Difference largest, String firstDifferent) {

    /** The largest relative difference that rounding is believed to make. */
    public static final double TOLERANCE = 1e-4;

    /** How many images are run unless something else is asked for. */
    public static final int IMAGES = 1_000;

    /** What is compared: a network under a mask, and what was cut out of it. */
    public record Pair(Network network, PruningMask mask, Network cut) {}

    /** Whether the answers are the same, but for rounding. */
    public boolean holds() {
        return largest.relative() <= TOLERANCE;
    }

    /**
     * Runs both networks on the first of some examples.
     *
     * @param order of the examples; the first {@code images} are run, or as many as there are
     */
    public static EquivalenceProof of(Pair pair, Examples examples, int[] order, Progress progress)
            throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both = SideBySide.of(pair.network, pair.mask, pair.cut, order.length)) {
            int classes = both.classes();
            both.run(
                    examples,
                    order,
                    (from, to, masked, cut) -> {
                        for (int i = from; i < to; i++) {
                            worst.take(order[i], Difference.of(masked, cut, (i - from) * classes, classes));
                        }
                    },
                    progress);
        }
        compareFurtherOutputs(pair, examples, order, worst, progress);
        boolean holds = worst.largest.relative() <= TOLERANCE;
        return new EquivalenceProof(order.length, worst.largest, holds ? "" : firstDifferent(pair, examples, worst));
    }

    /** The image that differs most. */
    private static final class Worst {

        private Difference largest = Difference.NONE;
        private int image;

        void take(int candidate, Difference difference) {
            if (difference.relative() > largest.relative()) {
                image = candidate;
            }
            largest = largest.orLarger(difference);
        }
    }

    /** A network with several outputs is run for the first one; DL4J tells of the others. */
    private static void compareFurtherOutputs(Pair pair, Examples examples, int[] order, Worst worst, Progress progress)
            throws JobCancelled {
        List<String> outputs = pair.network.graph().outputs();
        if (outputs.size() == 1) {
            return;
        }
        float[] image = new float[examples.shape().pixels()];
        try (LayerDifferences layers = new LayerDifferences(pair.network, pair.mask, pair.cut, 1)) {
            for (int i = 0; i < order.length; i++) {
                progress.report(i, order.length);
                examples.copyTo(order, i, i + 1, image);
                layers.run(image);
                for (String output : outputs) {
                    worst.take(order[i], layers.behind(output));
                }
            }
        }
    }

    private static String firstDifferent(Pair pair, Examples examples, Worst worst) {
        float[] image = new float[examples.shape().pixels()];
        examples.copyTo(new int[] {worst.image}, 0, 1, image);
        try (LayerDifferences layers = new LayerDifferences(pair.network, pair.mask, pair.cut, 1)) {
            layers.run(image);
            return layers.first(TOLERANCE);
        }
    }

    /** The examples that are run: spread over the classes, chosen by a seed. */
    public static int[] sample(Examples examples, int images, long seed) {
        return Arrays.copyOf(examples.stratifiedOrder(seed), Math.min(images, examples.size()));
    }
}
