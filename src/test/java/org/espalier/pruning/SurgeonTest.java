package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Layer;
import org.espalier.network.LayerKinds;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

class SurgeonTest {

    @BeforeAll
    static void prepare() {
        NativeSetup.apply();
        NativeSetup.threadsPerOperation(1);
    }

    /** conv1 16 (160), conv2 32 (4,640), dense1 32 (800·32 + 32 = 25,632), output 10 (330): 30,762. */
    @Test
    void halfOfTheArticlesNetworkIsAQuarterOfIt() throws Refused {
        Network network = TinyNetworks.articleCnn();
        PruningPlan half = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1)
                .withShare("conv1", 0.5)
                .withShare("conv2", 0.5)
                .withShare("dense1", 0.5);
        PruningMask mask = half.select(network, Scores.of(network, Granularity.UNITS, Criterion.L1, 1));

        Network cut = MaskedAndCut.assertAnswerTheSame(network, mask, "half");

        assertEquals(121_930, network.parameters());
        assertEquals(30_762, cut.parameters());
        assertEquals(2_528_000, multiplyAdds(network));
        assertEquals(680_832, multiplyAdds(cut));
    }

    private static long multiplyAdds(Network network) {
        return network.graph().layers().stream()
                .mapToLong(layer -> layer.multiplyAdds(
                        network.units().inFrontOf(layer.name()).length,
                        network.units().behind(layer.name()).length))
                .sum();
    }

    /** Neuron 1 of dense1 is column 1 there, and row 1 of dense2. */
    @Test
    void whatStaysKeepsItsValuesAndItsOrder() throws Refused {
        Network network = TinyNetworks.dense();
        int[] dense1 = network.units().behind("dense1");

        Network cut = Surgeon.cut(network, units(dense1[1], dense1[4]));

        assertArrayEquals(without(network.weights("dense1"), 7, 1, 4), cut.weights("dense1"));
        assertArrayEquals(without(network.values("dense1", "b"), 7, 1, 4), cut.values("dense1", "b"));
        float[] dense2 = network.weights("dense2");
        float[] rows = new float[25];
        int[] kept = {0, 2, 3, 5, 6};
        for (int row = 0; row < 5; row++) {
            System.arraycopy(dense2, kept[row] * 5, rows, row * 5, 5);
        }
        assertArrayEquals(rows, cut.weights("dense2"));
        assertArrayEquals(network.weights("output"), cut.weights("output"));
        assertEquals(
                Map.of("dense1", List.of(0, 2, 3, 5, 6), "dense2", List.of(0, 1, 2, 3, 4), "output", List.of(0, 1, 2)),
                Surgeon.keptUnits(network, units(dense1[1], dense1[4])));
    }

    /** The values whose place in a row of {@code width} is neither of two. */
    private static float[] without(float[] values, int width, int first, int second) {
        float[] left = new float[values.length / width * (width - 2)];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            if (i % width != first && i % width != second) {
                left[at++] = values[i];
            }
        }
        return left;
    }

    @Test
    void theOldNetworkStaysAsItWas() throws Refused {
        for (Network network : List.of(TinyNetworks.residual(CNN2DFormat.NHWC), TinyNetworks.concatenation())) {
            String before = network.engine().getConfiguration().toJson();
            float[] weights = network.engine().params().dup().data().asFloat();
            Surgeon.cut(network, MaskedAndCut.someUnits(network, new SplittableRandom(1)));
            assertEquals(before, network.engine().getConfiguration().toJson());
            assertArrayEquals(weights, network.engine().params().dup().data().asFloat());
        }
    }

    @Test
    void namesWiresAndTheNumberOfClassesAreKept() throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NCHW);
        Network cut = Surgeon.cut(network, MaskedAndCut.someUnits(network, new SplittableRandom(1)));
        assertEquals(
                network.graph().layers().stream().map(Layer::name).toList(),
                cut.graph().layers().stream().map(Layer::name).toList());
        assertEquals(
                network.graph().layers().stream().map(Layer::inputs).toList(),
                cut.graph().layers().stream().map(Layer::inputs).toList());
        assertEquals(network.name(), cut.name());
        assertEquals(3, cut.graph().classes());
        assertTrue(cut.parameters() < network.parameters());
    }

    @Test
    void nothingRemovedIsACopy() throws Refused {
        Network network = TinyNetworks.concatenation();
        Network cut = Surgeon.cut(network, PruningMask.NONE);
        assertEquals(
                network.engine().getConfiguration().toJson(),
                cut.engine().getConfiguration().toJson());
        assertEquals(network.engine().params(), cut.engine().params());
        assertNotEquals(
                network.engine().params().data().address(),
                cut.engine().params().data().address());
    }

    @Test
    void removedWeightsAreZeroAndTheNetworkKeepsItsSize() throws Refused {
        Network network = TinyNetworks.dense();
        PruningMask mask = PruningMask.ofWeights(Map.of("dense2", new RemovedWeights(new int[] {3, 0, 34}, 3)));

        Network cut = MaskedAndCut.assertAnswerTheSame(network, mask, "weights");

        float[] expected = network.weights("dense2");
        expected[3] = 0;
        expected[0] = 0;
        expected[34] = 0;
        assertArrayEquals(expected, cut.weights("dense2"));
        assertEquals(network.parameters(), cut.parameters());
    }

    @Test
    void aCutNetworkCanBeCutAgain() throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        Network once = Surgeon.cut(network, units(network.units().behind("conv2")[0]));
        Network twice =
                MaskedAndCut.assertAnswerTheSame(once, units(once.units().behind("conv1")[2]), "again");
        assertEquals(2, twice.graph().layer("conv2").output().channels());
        assertEquals(3, twice.graph().layer("conv1").output().channels());
    }

    static Stream<String> kinds() {
        return LayerKinds.all().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyKindOfLayerAnswersTheSameOnceCut(String kind) throws Refused {
        Network network = Objects.requireNonNull(LayerKinds.all().get(kind));
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        for (int i = 0; i < 3; i++) {
            MaskedAndCut.assertAnswerTheSame(network, MaskedAndCut.someUnits(network, random), "mask " + i);
        }
    }

    /** Some of them are not 0 where their input is. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyFunctionAnswersTheSameOnceCut(Activation function) throws Refused {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            Network network = LayerKinds.activation(function, format);
            MaskedAndCut.assertAnswerTheSame(
                    network, MaskedAndCut.someUnits(network, new SplittableRandom(3)), format + "");
        }
    }

    @Test
    void aLayerOfWhichNothingWouldBeLeftIsRefused() {
        Network network = TinyNetworks.dense();
        assertRefused(
                "pruning.nothing-left", "dense1", network, units(network.units().behind("dense1")));
    }

    @Test
    void imagesAndAnswersStay() {
        Network network = TinyNetworks.concatenation();
        assertRefused(
                "pruning.cannot-be-cut", "input", network, units(network.units().behind("input")[1]));
        assertRefused(
                "pruning.cannot-be-cut",
                "output",
                network,
                units(network.units().behind("output")[2]));
    }

    @Test
    void aLayerThatCannotBeCutIsNamed() {
        Network network = Objects.requireNonNull(LayerKinds.all().get("LRN NCHW"));
        assertRefused(
                "pruning.cannot-be-cut", "kind", network, units(network.units().behind("conv1")[1]));
        Network mixing = Objects.requireNonNull(LayerKinds.all().get("layer norm"));
        assertRefused(
                "pruning.cannot-be-cut", "kind", mixing, units(mixing.units().behind("kind")[1]));
    }

    /** DL4J 1.0.0-M2.1 fails on one channel there, or answers wrongly. */
    @Test
    void aSeparableConvolutionKeepsTwoChannelsInFront() throws Refused {
        Network network = Objects.requireNonNull(LayerKinds.all().get("separable Truncate NHWC"));
        int[] front = network.units().behind("conv1");
        assertRefused("pruning.separable-needs-two", "kind", network, units(front[0], front[1], front[3]));
        Surgeon.cut(network, units(front[0], front[1]));
    }

    private static void assertRefused(String key, String layer, Network network, PruningMask mask) {
        Refused refused = assertThrows(Refused.class, () -> Surgeon.cut(network, mask));
        assertEquals(key, refused.key());
        assertTrue(refused.getMessage().contains(layer), refused.getMessage());
    }

    private static PruningMask units(int... removed) {
        BitSet units = new BitSet();
        Arrays.stream(removed).forEach(units::set);
        return PruningMask.ofUnits(units);
    }
}
