package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Our plan and DL4J are two independent ways to run a network; they must agree. */
class ForwardPlanTest {

    private static final int BATCH = 6;
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("article", TinyNetworks.articleCnn()),
                Arguments.of("chain first relu", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU)),
                Arguments.of("chain last tanh", TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH)),
                Arguments.of("chain softplus", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SOFTPLUS)),
                Arguments.of("chain elu", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.ELU)),
                Arguments.of("chain swish", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SWISH)),
                Arguments.of("residual first", TinyNetworks.residual(CNN2DFormat.NCHW)),
                Arguments.of("residual last", TinyNetworks.residual(CNN2DFormat.NHWC)),
                Arguments.of("concatenation", TinyNetworks.concatenation()),
                Arguments.of("dense", TinyNetworks.dense()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersLikeDeeplearning4j(String name, Network network) {
        assertTrue(ForwardPlan.canRun(network), "no layer of it is opaque");
        assertAgree(network, PruningMask.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersLikeDeeplearning4jUnderMasks(String name, Network network) {
        for (int seed = 0; seed < 5; seed++) {
            assertAgree(network, someUnits(network, seed));
            assertAgree(network, someWeights(network, seed));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void liftingAMaskBringsTheDenseAnswersBack(String name, Network network) {
        float[] images = images(network);
        try (ForwardPass plan = ForwardPlan.of(network, BATCH)) {
            float[] dense = answers(plan, PruningMask.NONE, images);
            float[] masked = answers(plan, someUnits(network, 1), images);
            assertFalse(Arrays.equals(dense, masked), "the mask changes something");
            assertArrayEquals(dense, answers(plan, PruningMask.NONE, images));
        }
    }

    @Test
    void onlyTheFirstImagesOfAPartialBatchCount() {
        Network network = TinyNetworks.dense();
        float[] images = images(network);
        float[] other = images.clone();
        Arrays.fill(other, 2 * 12, other.length, 9f);
        try (ForwardPass plan = ForwardPlan.of(network, BATCH)) {
            float[] all = answers(plan, PruningMask.NONE, images);
            float[] some = answers(plan, PruningMask.NONE, other);
            assertArrayEquals(Arrays.copyOf(all, 2 * 3), Arrays.copyOf(some, 2 * 3), 1e-6f);
            assertEquals(3, plan.classes());
        }
    }

    private static void assertAgree(Network network, PruningMask mask) {
        float[] images = images(network);
        try (ForwardPass plan = ForwardPlan.of(network, BATCH);
                ForwardPass dl4j = new Dl4jPass(network, BATCH)) {
            assertArrayEquals(answers(dl4j, mask, images), answers(plan, mask, images), TOLERANCE);
        }
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[BATCH * pass.classes()];
        pass.silence(mask);
        pass.run(images, BATCH, scores);
        return scores;
    }

    private static float[] images(Network network) {
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[BATCH * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    private static PruningMask someUnits(Network network, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                group.units().stream()
                        .filter(unit -> random.nextInt(3) == 0)
                        .limit(group.size() - 1L)
                        .forEach(removed::set);
                removed.set(group.units().get(0));
            }
        }
        return PruningMask.ofUnits(removed);
    }

    private static PruningMask someWeights(Network network, long seed) {
        Map<String, RemovedWeights> removed = new HashMap<>();
        for (Layer layer : network.graph().layers()) {
            if (layer.hasUnits()) {
                int count = network.weights(layer.name()).length;
                int shift = (int) seed;
                int[] order = IntStream.range(0, count)
                        .map(i -> (i * 7 + shift) % count)
                        .distinct()
                        .toArray();
                removed.put(layer.name(), new RemovedWeights(order, order.length / 3));
            }
        }
        return PruningMask.ofWeights(removed);
    }
}
