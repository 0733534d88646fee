package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.LayerKinds;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Every kind of layer, in a plan and in DL4J: two ways that must agree. */
class LayerKindsTest {

    private static final int BATCH = 5;
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> kinds() {
        return LayerKinds.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void answersLikeDeeplearning4jDenseAndUnderMasks(String name, Network network) {
        assertAgrees(network);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsAnswerLikeDeeplearning4j(Activation activation) {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            assertAgrees(LayerKinds.activation(activation, format));
        }
    }

    private static void assertAgrees(Network network) {
        assertTrue(ForwardPlan.canRun(network.graph()));
        float[] images = images(network);
        try (ForwardPass plan = ForwardPlan.of(network, BATCH);
                ForwardPass dl4j = new Dl4jPass(network, BATCH)) {
            for (int seed = 0; seed < 4; seed++) {
                PruningMask mask = someUnits(network, seed);
                assertArrayEquals(answers(dl4j, mask, images), answers(plan, mask, images), TOLERANCE, "mask " + seed);
            }
        }
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[BATCH * pass.classes()];
        pass.silence(mask);
        pass.run(images, BATCH, scores);
        return scores;
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

    /** No units for seed 0. */
    private static PruningMask someUnits(Network network, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable() && seed > 0) {
                group.units().stream()
                        .filter(unit -> random.nextInt(3) == 0)
                        .limit(group.size() - 1L)
                        .forEach(removed::set);
            }
        }
        return PruningMask.ofUnits(removed);
    }
}
