package org.espalier.measure;

import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * That a cut network answers like the uncut one under the mask: shown on real images, not assumed.
 *
 * <p>What was seen is the mask in our engine. The cut network is run twice beside it, in our engine and in DL4J, which is
 * what others will open it with and shares nothing with ours.
 *
 * @param images how many were run
 * @param largest how far the answers lie apart
 * @param inDl4j whether DL4J was asked as well; it is not where it runs the uncut network wrongly already
 * @param firstDifferent the first layer whose values differ, where the answers do; else empty
 */
public record EquivalenceProof(int images, Difference largest, boolean inDl4j, String firstDifferent) {

    private static final Logger LOG = Logger.getLogger(EquivalenceProof.class.getName());

    /** The largest relative difference that rounding is believed to make. */
    public static final double TOLERANCE = 1e-4;

    /** How many images are run unless something else is asked for. */
    public static final int IMAGES = 1_000;

    /** So many images show whether DL4J runs a network as it is meant. */
    private static final int PROBES = 16;

    /** What is compared: a network under a mask, and what was cut out of it. */
    public record Pair(Network network, PruningMask mask, Network cut) {}

    /**
     * A network in which a layer is passed over, and one that was made without it.
     *
     * @param standIn whose values come in the place of the layer's
     */
    public record PassedOver(Network network, String layer, String standIn, Network without) {}

    /** Whether the answers are the same, but for rounding. */
    public boolean holds() {
        return largest.isRounding();
    }

    /**
     * Runs both networks on some examples.
     *
     * @param order of the examples that are run
     */
    public static EquivalenceProof of(Pair pair, Examples examples, int[] order, Progress progress)
            throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both = SideBySide.of(pair.network, pair.mask, pair.cut, order.length)) {
            both.compare(examples, order, worst, progress.part(0, 30));
        }
        Worst inDl4j = inDl4j(pair, examples, order, progress.part(30, 100));
        boolean counts = inDl4j.largest.isRounding() || isRightInDl4j(pair.network, examples, order);
        if (counts) {
            worst.take(inDl4j.place, inDl4j.largest);
        }
        String first = worst.largest.isRounding() ? "" : firstDifferent(pair, examples, order[worst.place]);
        return new EquivalenceProof(order.length, worst.largest, counts, first);
    }

    /** The same for a layer that is gone: the preview of its going beside the network without it, in our engine. */
    public static EquivalenceProof of(PassedOver pair, Examples examples, int[] order, Progress progress)
            throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both = SideBySide.passingOver(pair, order.length)) {
            both.compare(examples, order, worst, progress);
        }
        return new EquivalenceProof(order.length, worst.largest, false, worst.largest.isRounding() ? "" : pair.layer);
    }

    private static Worst inDl4j(Pair pair, Examples examples, int[] order, Progress progress) throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both = SideBySide.ofOurEngineAndDl4j(pair.network, pair.mask, pair.cut, order.length)) {
            both.compare(examples, order, worst, progress);
            compareFurtherOutputs(pair, examples, order, worst, progress);
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "DL4J cannot run the cut network", cannotBeRun);
            worst.take(0, Difference.INFINITE);
        }
        return worst;
    }

    private static boolean isRightInDl4j(Network network, Examples examples, int[] order) throws JobCancelled {
        Worst worst = new Worst();
        int[] probes = Arrays.copyOf(order, Math.min(PROBES, order.length));
        try (SideBySide both = SideBySide.ofOurEngineAndDl4j(network, PruningMask.NONE, network, probes.length)) {
            both.compare(examples, probes, worst, Progress.NONE);
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "DL4J cannot run the whole network either", cannotBeRun);
            return false;
        }
        return worst.largest.isRounding();
    }

    /** The image that differs most. */
    private static final class Worst implements SideBySide.PerImage {

        private Difference largest = Difference.NONE;
        private int place;

        @Override
        public void take(int candidate, Difference apart) {
            if (apart.relative() > largest.relative()) {
                place = candidate;
            }
            largest = largest.orLarger(apart);
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
                    worst.take(i, layers.behind(output));
                }
            }
        }
    }

    /** As DL4J computes the layers of both; an output where it cannot. */
    private static String firstDifferent(Pair pair, Examples examples, int image) {
        float[] pixels = new float[examples.shape().pixels()];
        examples.copyTo(new int[] {image}, 0, 1, pixels);
        try (LayerDifferences layers = new LayerDifferences(pair.network, pair.mask, pair.cut, 1)) {
            layers.run(pixels);
            return layers.first();
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "layers cannot be compared one by one", cannotBeRun);
            return pair.network.graph().outputs().get(0);
        }
    }

    /** The examples that are run: spread over the classes, chosen by a seed. */
    public static int[] sample(Examples examples, int images, long seed) {
        return Arrays.copyOf(examples.stratifiedOrder(seed), Math.min(images, examples.size()));
    }
}
