package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
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
        Network cut = Surgeon.cut(network, mask);
        float[] images = images(network, 5);
        try (ForwardPass plan = ForwardPass.of(network, BATCH);
                ForwardPass smaller = ForwardPass.of(cut, BATCH)) {
            assertArrayEquals(
                    answers(plan, mask, images),
                    answers(smaller, PruningMask.NONE, images),
                    TOLERANCE,
                    message + ", plan");
        }
        try (ForwardPass dl4j = plainDl4j(network);
                ForwardPass smaller = plainDl4j(cut)) {
            assertArrayEquals(
                    answers(dl4j, mask, images),
                    answers(smaller, PruningMask.NONE, images),
                    TOLERANCE,
                    message + ", DL4J");
        }
        return cut;
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

    /** Some units of every group that can be pruned; every layer keeps one at least. */
    static PruningMask someUnits(Network network, SplittableRandom random) {
        double share = random.nextDouble(0.1, 0.9);
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            for (int unit : group.isPrunable() ? group.units() : java.util.List.<Integer>of()) {
                if (random.nextDouble() < share) {
                    removed.set(unit);
                    removed.set(unit, allLayersKeepOne(network, removed));
                }
            }
        }
        return PruningMask.ofUnits(removed);
    }

    private static boolean allLayersKeepOne(Network network, BitSet removed) {
        return network.graph().layers().stream()
                .map(Layer::name)
                .allMatch(layer -> Arrays.stream(network.units().behind(layer)).anyMatch(unit -> !removed.get(unit)));
    }
}
