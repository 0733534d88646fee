package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.inference.ForwardPass;
import org.espalier.measure.Cost;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network was trained without, under plans that are made afterwards. dense1 has 7 units and 84 weights. */
class GoneForGoodTest {

    private final Network network = TinyNetworks.dense();

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void goneUnitsGoFirstAndCountInTheShare(Criterion criterion) {
        PruningMask gone = units(4, 6);
        Scores scores = Scores.of(network, Granularity.UNITS, criterion, 1).without(network, gone);
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, criterion, 1);
        assertEquals(gone, plan.select(network, scores));
        assertEquals(gone, plan.withShare("dense1", 1 / 7.0).select(network, scores), "they cannot come back");
        assertEquals(gone, plan.withShare("dense1", 2 / 7.0).select(network, scores));
        PruningMask more = plan.withShare("dense1", 3 / 7.0).select(network, scores);
        assertTrue(more.removesUnit(unit(4)) && more.removesUnit(unit(6)));
        assertEquals(3, more.units().cardinality());
        assertEquals(2 / 7.0, scores.smallestShare("dense1"));
        assertEquals(2 / 7.0, plan.within(scores).share("dense1"));
        assertEquals(0.5, plan.withShare("dense1", 0.5).within(scores).share("dense1"));
        assertEquals(0, plan.within(scores).share("dense2"));
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void goneWeightsGoFirstAndCountInTheShare(Criterion criterion) {
        PruningMask gone = weights("dense1", 80, 3, 41);
        Scores scores = Scores.of(network, Granularity.WEIGHTS, criterion, 1).without(network, gone);
        PruningPlan plan = PruningPlan.keepAll(Granularity.WEIGHTS, criterion, 1);
        assertEquals(gone, plan.select(network, scores));
        PruningMask more = plan.withShare("dense1", 10 / 84.0).select(network, scores);
        RemovedWeights ten = more.weightsOf("dense1");
        assertTrue(ten != null
                && ten.places().get(80)
                && ten.places().get(3)
                && ten.places().get(41));
        assertEquals(10, more.removedWeights("dense1"));
    }

    @Test
    void unitsStayGoneWhereWeightsArePruned() {
        PruningMask gone = units(4);
        Scores weights =
                Scores.of(network, Granularity.WEIGHTS, Criterion.L1, 1).without(network, gone);
        PruningMask both = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, 1)
                .withShare("dense2", 0.4)
                .select(network, weights);
        assertTrue(both.removesUnit(unit(4)));
        assertEquals(14, both.removedWeights("dense2"));
        Scores units = Scores.of(network, Granularity.UNITS, Criterion.L1, 1).without(network, both);
        PruningMask more = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1)
                .withShare("dense1", 3 / 7.0)
                .select(network, units);
        assertTrue(more.removesUnit(unit(4)));
        assertEquals(3, more.units().cardinality());
        assertEquals(14, more.removedWeights("dense2"));
    }

    /** dense2's W is [7, 5]: the first ten places are its inputs 0 and 1; with input 1 cut out, five zeros are left of them. */
    @Test
    void aZeroInASliceThatGoesIsNotTakenOffTwice() {
        PruningMask zeros = weights("dense2", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        PruningMask both = units(1).withWeightsOf(zeros);
        Cost.LayerCost dense2 = Cost.of(network, both).of("dense2");
        assertEquals(6 * 5 + 5, dense2.storedParameters());
        assertEquals(6 * 5 + 5 - 5, dense2.parameters());
        PruningMask columns = weights("dense1", 0, 7, 14, 1, 8);
        // dense1's W is [12, 7]: unit 1's weights are at 1, 8, …
        assertEquals(
                12 * 6 + 6 - 3,
                Cost.of(network, units(1).withWeightsOf(columns)).of("dense1").parameters());
    }

    static Stream<Network> kinds() {
        return Stream.of(
                TinyNetworks.dense(),
                TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SIGMOID),
                TinyNetworks.chain(CNN2DFormat.NHWC, Activation.RELU),
                TinyNetworks.residual(CNN2DFormat.NHWC),
                TinyNetworks.concatenation());
    }

    /** Two ways: units and weights in one mask, and the units alone of a network whose weights are zero already. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aMaskOfBothAnswersLikeTheUnitsAloneOfAZeroedNetwork(Network dense) throws Refused {
        BitSet units = new BitSet();
        Map<String, RemovedWeights> zeros = new HashMap<>();
        for (UnitGroup group : dense.units().groups()) {
            if (group.isPrunable()) {
                units.set(group.units().get(group.size() - 1));
            }
        }
        ComputationGraph copy = dense.copyOfEngine();
        for (Layer layer : dense.graph().layers()) {
            if (layer.hasUnits()) {
                float[] weights = dense.weights(layer.name());
                int[] order = IntStream.range(0, weights.length)
                        .map(i -> (i * 7 + 3) % weights.length)
                        .toArray();
                RemovedWeights removed = new RemovedWeights(order, weights.length / 3);
                zeros.put(layer.name(), removed);
                removed.zero(weights);
                INDArray target = copy.getLayer(layer.name()).getParam("W");
                target.assign(Nd4j.create(weights, target.shape(), 'c'));
            }
        }
        Network zeroed = Network.of("zeroed", copy, dense.graph().inputShape());
        PruningMask mask = PruningMask.ofUnits(units);
        float[] expected = scores(zeroed, mask);
        assertArrayEquals(expected, scores(dense, mask.withWeightsOf(PruningMask.ofWeights(zeros))), 1e-6f);
        assertTrue(differ(expected, scores(dense, mask)));
        long nonZero = 0;
        for (Layer layer : dense.graph().layers()) {
            nonZero += Cost.of(dense, mask.withWeightsOf(PruningMask.ofWeights(zeros)))
                    .of(layer.name())
                    .parameters();
        }
        assertTrue(nonZero < Cost.of(dense, mask).parameters());
    }

    private static boolean differ(float[] left, float[] right) {
        return IntStream.range(0, left.length).anyMatch(i -> Math.abs(left[i] - right[i]) > 1e-4);
    }

    private static float[] scores(Network network, PruningMask mask) {
        SplittableRandom random = new SplittableRandom(4);
        float[] images = new float[8 * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        try (ForwardPass pass = ForwardPass.of(network, 8)) {
            pass.silence(mask);
            float[] scores = new float[8 * pass.classes()];
            pass.run(images, 8, scores);
            return scores;
        }
    }

    private int unit(int place) {
        return network.units().groupOf("dense1").units().get(place);
    }

    private PruningMask units(int... places) {
        BitSet removed = new BitSet();
        IntStream.of(places).forEach(place -> removed.set(unit(place)));
        return PruningMask.ofUnits(removed);
    }

    private PruningMask weights(String layer, int... first) {
        List<Integer> wanted = IntStream.of(first).boxed().toList();
        int size = network.weights(layer).length;
        int[] order = IntStream.concat(
                        IntStream.of(first), IntStream.range(0, size).filter(i -> !wanted.contains(i)))
                .toArray();
        return PruningMask.ofWeights(Map.of(layer, new RemovedWeights(order, first.length)));
    }
}
