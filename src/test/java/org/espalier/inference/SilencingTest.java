package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.network.LayerKinds;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RandomNetworks;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mask silences, beside zeros written by hand in front of every reader. */
class SilencingTest {

    private static final int BATCH = 3;
    private static final int MASKS = 3;
    private static final int NETWORKS = 200;
    private static final float TOLERANCE = 1e-5f;

    @BeforeAll
    static void oneThread() {
        NativeSetup.apply();
        NativeSetup.threadsPerOperation(1);
    }

    static Stream<String> kinds() {
        return LayerKinds.all().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyKindOfLayerIsSilencedAsByHand(String kind) {
        Network network = Objects.requireNonNull(LayerKinds.all().get(kind));
        try (ForwardPass plan = ForwardPlan.of(network, BATCH)) {
            assertSilencedAsByHand(network, plan);
        }
    }

    /** Else the other tests would compare one constant with another. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyGroupOfUnitsMattersToTheAnswers(String kind) {
        Network network = Objects.requireNonNull(LayerKinds.all().get(kind));
        float[] images = images(network);
        SilencedByHand byHand = byHand(network);
        float[] dense = byHand.answers(PruningMask.NONE, images, BATCH);
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                assertTrue(
                        group.units().stream()
                                .anyMatch(unit -> largestDifference(dense, byHand.answers(only(unit), images, BATCH))
                                        > 10 * TOLERANCE),
                        () -> kind + ", " + group.name());
            }
        }
    }

    @Test
    void randomNetworksAreSilencedAsByHand() {
        int changed = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            // Others than those of the tests that cut.
            Network network = RandomNetworks.of(1_000_000 + seed);
            PruningMask mask = masks(network).get(seed % MASKS);
            float[] images = images(network);
            float[] expected = byHand(network).answers(mask, images, BATCH);
            try (ForwardPass plan = ForwardPlan.of(network, BATCH)) {
                float[] dense = answers(plan, PruningMask.NONE, images);
                assertClose(expected, answers(plan, mask, images), seed);
                changed += largestDifference(dense, expected) > 100 * TOLERANCE ? 1 : 0;
            }
        }
        assertTrue(changed > 0.9 * NETWORKS, "only " + changed + " masks changed an answer");
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[BATCH * pass.classes()];
        pass.silence(mask);
        pass.run(images, BATCH, scores);
        return scores;
    }

    /** Relative to the largest, where answers are larger than 1. */
    private static void assertClose(float[] expected, float[] found, int seed) {
        float largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, found, TOLERANCE * largest, "network " + seed);
    }

    private static PruningMask only(int unit) {
        BitSet one = new BitSet();
        one.set(unit);
        return PruningMask.ofUnits(one);
    }

    private static double largestDifference(float[] left, float[] right) {
        double largest = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }

    /** Both branches go through the same convolution: what goes of one goes of the other. */
    @Test
    void layersSharedByAStackAreSilencedAsByHand() {
        Network network = TinyNetworks.stacked();
        assertEquals(List.of("conv1", "conv2"), network.units().groupOf("conv1").layers());
        assertTrue(network.units().groupOf("shared").isPrunable());
        assertFalse(ForwardPlan.canRun(network));
        try (ForwardPass dl4j = new Dl4jPass(network, BATCH)) {
            assertSilencedAsByHand(network, dl4j);
        }
    }

    private static void assertSilencedAsByHand(Network network, ForwardPass pass) {
        float[] images = images(network);
        SilencedByHand byHand = byHand(network);
        List<PruningMask> masks = new ArrayList<>(masks(network));
        masks.add(0, PruningMask.NONE);
        for (PruningMask mask : masks) {
            float[] scores = new float[BATCH * pass.classes()];
            pass.silence(mask);
            pass.run(images, BATCH, scores);
            assertArrayEquals(
                    byHand.answers(mask, images, BATCH),
                    scores,
                    TOLERANCE,
                    () -> mask.units() + " of " + network.graph().layers());
        }
    }

    /** Without DL4J's native layers, which misread what a separable convolution leaves. */
    private static SilencedByHand byHand(Network network) {
        String property = "org.eclipse.deeplearning4j.helpers.disable";
        String before = System.setProperty(property, "true");
        try {
            return new SilencedByHand(network);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    /** Whole numbers where an embedding reads one value. */
    private static float[] images(Network network) {
        int values = network.graph().inputShape().values();
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[BATCH * values];
        for (int i = 0; i < images.length; i++) {
            images[i] = values == 1 ? random.nextInt(9) : (float) random.nextDouble() - 0.3f;
        }
        return images;
    }

    /** Of each group that can be pruned about a third, at least one and never all. */
    private static List<PruningMask> masks(Network network) {
        List<PruningMask> masks = new ArrayList<>();
        for (int seed = 0; seed < MASKS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BitSet removed = new BitSet();
            for (UnitGroup group : network.units().groups()) {
                if (group.isPrunable()) {
                    int first = random.nextInt(group.size());
                    for (int i = 0; i < group.size() - 1; i++) {
                        removed.set(group.units().get((first + i) % group.size()), i == 0 || random.nextInt(3) == 0);
                    }
                }
            }
            masks.add(PruningMask.ofUnits(removed));
        }
        return masks;
    }
}
