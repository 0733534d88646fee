package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.data.DataSets;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ForwardPlan;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The networks inside the program, on images of the sets that they were trained on: two engines, and mask and surgery. */
class ShippedNetworksCutTest {

    private static final int IMAGES = 200;
    private static final float TOLERANCE = 1e-5f;

    static List<String> demos() {
        return ModelSource.DEMOS;
    }

    @ParameterizedTest
    @MethodSource("demos")
    void ourEngineAnswersLikeDeeplearning4j(String name) throws Refused {
        Examples examples = examples(name);
        Network network = network(name, examples);
        float[] images = images(examples);
        PruningMask half = half(network);
        try (ForwardPass plan = ForwardPlan.of(network, IMAGES);
                ForwardPass dl4j = new Dl4jPass(network, IMAGES)) {
            float[] dense = answers(plan, PruningMask.NONE, images);
            assertArrayEquals(answers(dl4j, PruningMask.NONE, images), dense, TOLERANCE);
            float[] masked = answers(plan, half, images);
            assertArrayEquals(answers(dl4j, half, images), masked, TOLERANCE);
            assertFalse(Arrays.equals(dense, masked), "half of the units say something");
            assertTrue(right(examples, dense) > 0.8 * IMAGES, "real images, read as the network expects them");
        }
    }

    @ParameterizedTest
    @MethodSource("demos")
    void maskedAndCutAnswerTheSameInBothEngines(String name) throws Refused {
        Examples examples = examples(name);
        Network network = network(name, examples);
        float[] images = images(examples);
        PruningMask half = half(network);
        Network cut = Surgeon.cut(network, half);
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                assertEquals(
                        (group.size() + 1) / 2,
                        cut.graph().layer(group.name()).output().channels(),
                        group.name());
            }
        }
        try (ForwardPass masked = ForwardPlan.of(network, IMAGES);
                ForwardPass plan = ForwardPlan.of(cut, IMAGES);
                ForwardPass dl4j = new Dl4jPass(cut, IMAGES)) {
            float[] wanted = answers(masked, half, images);
            assertArrayEquals(wanted, answers(plan, PruningMask.NONE, images), TOLERANCE);
            assertArrayEquals(wanted, answers(dl4j, PruningMask.NONE, images), TOLERANCE);
        }
    }

    /** Half of the units of every group, rounded down: those with the smallest L1 norm. */
    private static PruningMask half(Network network) {
        Map<String, Double> shares = new HashMap<>();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                int half = group.size() / 2;
                shares.put(group.name(), (double) half / group.size());
            }
        }
        PruningPlan plan = new PruningPlan(Granularity.UNITS, Criterion.L1, 1, shares);
        return plan.select(network, Scores.of(network, Granularity.UNITS, Criterion.L1, 1));
    }

    private static Examples examples(String name) throws Refused {
        return DataSets.embedded(new ModelSource.Demo(name).dataSet()).examples(Split.VALIDATION);
    }

    private static Network network(String name, Examples examples) throws Refused {
        return new ModelSource.Demo(name).read(new Shape(examples.height(), examples.width(), examples.channels()));
    }

    private static float[] images(Examples examples) {
        float[] images = new float[IMAGES * examples.shape().pixels()];
        examples.copyTo(examples.stratifiedOrder(1), 0, IMAGES, images);
        return images;
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[IMAGES * pass.classes()];
        pass.silence(mask);
        pass.run(images, IMAGES, scores);
        return scores;
    }

    private static int right(Examples examples, float[] scores) {
        int[] labels = examples.copyLabels(examples.stratifiedOrder(1), 0, IMAGES);
        int classes = examples.classes();
        int right = 0;
        for (int i = 0; i < IMAGES; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = scores[i * classes + c] > scores[i * classes + best] ? c : best;
            }
            right += best == labels[i] ? 1 : 0;
        }
        return right;
    }
}
