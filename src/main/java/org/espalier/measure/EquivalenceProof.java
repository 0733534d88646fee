package org.espalier.measure;

import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.espalier.data.Examples;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ForwardPlan;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * That a smaller network answers like the preview of it: shown on real images and at every output, not assumed.
 *
 * <p>What was seen is the preview in our engine: a network under a mask, or one that passes over a layer. The smaller network
 * is run twice beside it, in our engine and in DL4J, which is what others will open it with and shares nothing with ours.
 *
 * @param images how many were run
 * @param largest how far the answers lie apart
 * @param inDl4j whether DL4J was asked as well; it is not where it runs the whole network wrongly already
 * @param firstDifferent where answers differ, the first layer of a cut network that does, or the output; else empty
 */
public record EquivalenceProof(int images, Difference largest, boolean inDl4j, String firstDifferent) {

    private static final Logger LOG = Logger.getLogger(EquivalenceProof.class.getName());

    /** The largest relative difference that rounding is believed to make. */
    public static final double TOLERANCE = 1e-4;

    /** How many images are run unless something else is asked for. */
    public static final int IMAGES = 1_000;

    /** So many images show whether DL4J runs a network as it is meant. */
    private static final int PROBES = 16;

    /** What is to be shown: that a network which was made of another one answers like a preview of it. */
    public sealed interface Claim permits Cut, Merged, PassedOver {

        /** The network as it was, nothing of it silenced. */
        Network network();

        /** What was made of it. */
        Network smaller();

        /** Runs the preview, which was seen. */
        ForwardPass preview(int batch);
    }

    /** A network under a mask, and what was cut out of it. */
    public record Cut(Network network, PruningMask mask, Network smaller) implements Claim {
        @Override
        public ForwardPass preview(int batch) {
            return ForwardPass.of(network, batch, mask);
        }
    }

    /** A network under a mask, and one in which two of its layers are one: behind that, values are others on the way. */
    public record Merged(Network network, PruningMask mask, Network smaller) implements Claim {
        @Override
        public ForwardPass preview(int batch) {
            return ForwardPass.of(network, batch, mask);
        }
    }

    /**
     * A network in which a layer is passed over, and one that was made without it.
     *
     * @param standIn whose values come in the place of the layer's
     */
    public record PassedOver(Network network, String layer, String standIn, Network smaller) implements Claim {
        @Override
        public ForwardPass preview(int batch) {
            ForwardPass preview = ForwardPlan.passingOver(network, batch, layer, standIn);
            preview.silence(PruningMask.NONE);
            return preview;
        }
    }

    /** Whether the answers are the same, but for rounding. */
    public boolean holds() {
        return largest.isRounding();
    }

    /**
     * Runs the preview and what was made of the network on some examples, and compares all their outputs.
     *
     * @param order of the examples that are run
     */
    public static EquivalenceProof of(Claim claim, Examples examples, int[] order, Progress progress)
            throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both = SideBySide.of(
                order.length, claim::preview, batch -> ForwardPass.of(claim.smaller(), batch, PruningMask.NONE))) {
            both.compare(examples, order, worst, progress.part(0, 30));
        }
        Worst inDl4j = inDl4j(claim, examples, order, progress.part(30, 100));
        boolean counts = inDl4j.largest.isRounding() || isRightInDl4j(claim.network(), examples, order);
        if (counts) {
            worst.take(inDl4j.place, inDl4j.output, inDl4j.largest);
        }
        String first = worst.largest.isRounding() ? "" : firstDifferent(claim, examples, order, worst);
        return new EquivalenceProof(order.length, worst.largest, counts, first);
    }

    private static Worst inDl4j(Claim claim, Examples examples, int[] order, Progress progress) throws JobCancelled {
        Worst worst = new Worst();
        try (SideBySide both =
                SideBySide.of(order.length, claim::preview, batch -> new Dl4jPass(claim.smaller(), batch))) {
            both.compare(examples, order, worst, progress);
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "DL4J cannot run the smaller network", cannotBeRun);
            worst.take(0, 0, Difference.INFINITE);
        }
        return worst;
    }

    private static boolean isRightInDl4j(Network network, Examples examples, int[] order) throws JobCancelled {
        Worst worst = new Worst();
        int[] probes = Arrays.copyOf(order, Math.min(PROBES, order.length));
        try (SideBySide both = SideBySide.of(
                probes.length,
                batch -> ForwardPass.of(network, batch, PruningMask.NONE),
                batch -> new Dl4jPass(network, batch))) {
            both.compare(examples, probes, worst, Progress.NONE);
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "DL4J cannot run the whole network either", cannotBeRun);
            return false;
        }
        return worst.largest.isRounding();
    }

    /** The image that differs most, and the output at which it does. */
    private static final class Worst implements SideBySide.PerImage {

        private Difference largest = Difference.NONE;
        private int place;
        private int output;

        @Override
        public void take(int candidate, int at, Difference apart) {
            if (apart.relative() > largest.relative()) {
                place = candidate;
                output = at;
            }
            largest = largest.orLarger(apart);
        }
    }

    /** Of a cut, the first layer, as DL4J computes those of both; else the output that differs most. */
    private static String firstDifferent(Claim claim, Examples examples, int[] order, Worst worst) {
        String output = claim.network().graph().outputs().get(worst.output);
        if (!(claim instanceof Cut cut)) {
            return output;
        }
        float[] pixels = new float[examples.shape().pixels()];
        examples.copyTo(order, worst.place, worst.place + 1, pixels);
        try (LayerDifferences layers = new LayerDifferences(cut.network, cut.mask, cut.smaller, 1)) {
            layers.run(pixels);
            return layers.first().orElse(output);
        } catch (RuntimeException cannotBeRun) {
            LOG.log(Level.INFO, "layers cannot be compared one by one", cannotBeRun);
            return output;
        }
    }

    /** The examples that are run: spread over the classes, chosen by a seed. */
    public static int[] sample(Examples examples, int images, long seed) {
        return Arrays.copyOf(examples.stratifiedOrder(seed), Math.min(images, examples.size()));
    }
}
