package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;

/** A network under a mask and the network that was cut by it, which must answer the same, in our engine and in DL4J. */
final class MaskedAndCut {

    private static final int BATCH = 4;
    private static final float TOLERANCE = 1e-5f;
    private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

    private MaskedAndCut() {}

    /** Cuts, compares, and gives the cut network. */
    static Network assertAnswerTheSame(Network network, PruningMask mask, String message) throws Refused {
        return assertAnswerTheSame(network, mask, message, apart -> {});
    }

    /** @param found takes how far the answers lie apart, of each way to run both */
    static Network assertAnswerTheSame(Network network, PruningMask mask, String message, DoubleConsumer found)
            throws Refused {
        Network cut = assertAnswerTheSameHere(network, mask, message, found);
        float[] images = images(network, 5);
        try (ForwardPass dl4j = plainDl4j(network);
                ForwardPass smaller = plainDl4j(cut)) {
            float[] masked = answers(dl4j, mask, images);
            found.accept(assertClose(masked, answers(smaller, PruningMask.NONE, images), message + ", DL4J"));
        }
        return cut;
    }

    /** The same in our engine alone, for networks that DL4J runs wrongly. */
    static Network assertAnswerTheSameHere(Network network, PruningMask mask, String message) throws Refused {
        return assertAnswerTheSameHere(network, mask, message, apart -> {});
    }

    static Network assertAnswerTheSameHere(Network network, PruningMask mask, String message, DoubleConsumer found)
            throws Refused {
        Network cut = Surgeon.cut(network, mask);
        float[] images = images(network, 5);
        try (ForwardPass plan = ForwardPass.of(network, BATCH);
                ForwardPass smaller = ForwardPass.of(cut, BATCH)) {
            float[] masked = answers(plan, mask, images);
            found.accept(assertClose(masked, answers(smaller, PruningMask.NONE, images), message + ", plan"));
        }
        return cut;
    }

    /** With channels last, what stands behind a separable convolution reads its values permuted in DL4J 1.0.0-M2.1. */
    static boolean isRunWronglyByDl4j(Network network) {
        if (network.graph().layers().stream().noneMatch(Layer.Separable.class::isInstance)) {
            return false;
        }
        float[] images = images(network, 5);
        try (ForwardPass plan = ForwardPass.of(network, BATCH);
                ForwardPass dl4j = plainDl4j(network)) {
            float[] ours = answers(plan, PruningMask.NONE, images);
            float[] theirs = answers(dl4j, PruningMask.NONE, images);
            return largestDifference(ours, theirs) > 10 * TOLERANCE;
        }
    }

    private static double largestDifference(float[] some, float[] others) {
        double most = 0;
        for (int i = 0; i < some.length; i++) {
            most = Math.max(most, Math.abs(some[i] - others[i]));
        }
        return most;
    }

    /** Beside answers that are larger than 1, relative to the largest; so is what it gives, how far they lie apart. */
    private static double assertClose(float[] masked, float[] cut, String message) {
        float largest = 1;
        for (float value : masked) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(masked, cut, TOLERANCE * largest, message);
        return largestDifference(masked, cut) / largest;
    }

    /** Whether a mask makes a difference to the answers that could be seen. */
    static boolean changes(Network network, PruningMask mask) {
        float[] images = images(network, 5);
        try (ForwardPass plan = ForwardPass.of(network, BATCH)) {
            float[] dense = answers(plan, PruningMask.NONE, images);
            float[] masked = answers(plan, mask, images);
            return largestDifference(dense, masked) > 100 * TOLERANCE;
        }
    }

    /** Without its layers' native implementations, some of which read permuted images wrongly. */
    static ForwardPass plainDl4j(Network network) {
        String before = System.setProperty(HELPERS_DISABLED, "true");
        try {
            return new Dl4jPass(network, BATCH);
        } finally {
            System.setProperty(HELPERS_DISABLED, before);
        }
    }

    static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[BATCH * pass.classes()];
        pass.silence(mask);
        pass.run(images, BATCH, scores);
        return scores;
    }

    /** Noise; whole numbers where an embedding reads one value. */
    static float[] images(Network network, long seed) {
        int values = network.graph().inputShape().values();
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[BATCH * values];
        for (int i = 0; i < images.length; i++) {
            images[i] = values == 1 ? random.nextInt(9) : (float) random.nextDouble() - 0.3f;
        }
        return images;
    }

    /** Some units of every group that can be pruned; every layer keeps one at least, or two in front of a separable one. */
    static PruningMask someUnits(Network network, SplittableRandom random) {
        double share = random.nextDouble(0.1, 0.9);
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            for (int unit : group.isPrunable() ? group.units() : List.<Integer>of()) {
                if (random.nextDouble() < share) {
                    removed.set(unit);
                    removed.set(unit, allLayersKeepOne(network, removed));
                }
            }
        }
        return PruningMask.ofUnits(removed);
    }

    private static boolean allLayersKeepOne(Network network, BitSet removed) {
        return network.graph().layers().stream().map(Layer::name).allMatch(layer -> kept(network, layer, removed) >= 1)
                && network.graph().layers().stream()
                        .filter(Layer.Separable.class::isInstance)
                        .flatMap(layer -> layer.inputs().stream())
                        .allMatch(input -> kept(network, input, removed) >= 2);
    }

    private static long kept(Network network, String layer, BitSet removed) {
        return Arrays.stream(network.units().behind(layer))
                .filter(unit -> !removed.get(unit))
                .count();
    }
}
