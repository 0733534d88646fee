package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PruningPlanTest {

    private static final long SEED = 5;

    @ParameterizedTest
    @CsvSource({
        "0, 7, 0",
        "0.5, 7, 4", // 3.5 rounds up
        "0.49, 7, 3", // 3.43
        "0.07, 7, 0", // 0.49
        "0.0715, 7, 1", // 0.5005
        "0.95, 10, 9", // 9.5 would be all
        "0.95, 3, 2", // 2.85 would be all
        "0.95, 1, 0", // the only one stays
        "0.25, 64, 16"
    })
    void theNearestWholeNumberGoesButNeverAll(double share, int size, int goes) {
        assertEquals(goes, PruningPlan.count(share, size));
    }

    @Test
    void neverAllHoldsForEverySizeAndShare() {
        for (int size = 1; size <= 100; size++) {
            int before = 0;
            for (int percent = 0; percent <= 95; percent++) {
                int goes = PruningPlan.count(percent / 100.0, size);
                assertTrue(goes >= before && goes < size, percent + " % of " + size);
                before = goes;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareOutOfRangeIsRefusedWithItsTarget(double share) {
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, SEED);
        var refused = assertThrows(IllegalArgumentException.class, () -> plan.withShare("conv1", share));
        assertTrue(refused.getMessage().contains("conv1"), refused.getMessage());
    }

    @Test
    void aShareOfZeroIsTheSameAsNone() {
        PruningPlan plan = units(Criterion.L1).withShare("conv1", 0.5);
        assertEquals(units(Criterion.L1), plan.withShare("conv1", 0));
        assertEquals(units(Criterion.L1), plan.withShare("conv1", -0.0));
        assertEquals(0, plan.share("conv2"));
    }

    @Test
    void aPlanIsNotChangedByTheMapItWasMadeOf() {
        Map<String, Double> shares = new HashMap<>(Map.of("conv1", 0.5));
        PruningPlan plan = new PruningPlan(Granularity.UNITS, Criterion.L1, SEED, shares);
        shares.put("conv2", 0.5);
        assertEquals(Map.of("conv1", 0.5), plan.shares());
    }

    @Test
    void anotherCriterionKeepsTheShares() {
        PruningPlan plan = units(Criterion.L1).withShare("dense1", 0.3).with(Criterion.L2);
        assertEquals(Criterion.L2, plan.criterion());
        assertEquals(0.3, plan.share("dense1"));
    }

    @Test
    void anotherGranularityClearsTheShares() {
        PruningPlan plan = units(Criterion.L2).withShare("dense1", 0.3);
        assertEquals(PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L2, SEED), plan.with(Granularity.WEIGHTS));
        assertSame(plan, plan.with(Granularity.UNITS), "the same one changes nothing");
    }

    @Test
    void scoresOfTheOtherGranularityAreRefused() {
        Network network = TinyNetworks.dense();
        Scores scores = Scores.of(network, Granularity.WEIGHTS, Criterion.L1, SEED);
        PruningPlan plan = units(Criterion.L1);
        assertThrows(IllegalArgumentException.class, () -> plan.select(network, scores));
    }

    /** dense1 has 7 units, so 0.3 takes round(2.1) = 2; found here by looking for the two smallest. */
    @Test
    void theUnitsWithTheSmallestSumsGo() {
        Network network = TinyNetworks.dense();
        PruningMask mask = select(network, units(Criterion.L1).withShare("dense1", 0.3));
        float[] weights = network.weights("dense1");
        double[] sums = new double[7];
        for (int i = 0; i < weights.length; i++) {
            sums[i % 7] += Math.abs(weights[i]);
        }
        BitSet expected = new BitSet();
        for (int k = 0; k < 2; k++) {
            int least = -1;
            for (int unit = 0; unit < 7; unit++) {
                boolean open = !expected.get(network.units().behind("dense1")[unit]);
                if (open && (least < 0 || sums[unit] < sums[least])) {
                    least = unit;
                }
            }
            expected.set(network.units().behind("dense1")[least]);
        }
        assertEquals(PruningMask.ofUnits(expected), mask);
        assertEquals(5, mask.kept(network.units().behind("dense1")));
        assertEquals(5, mask.kept(network.units().behind("dense2")), "dense2 has five and keeps them");
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void aLargerShareTakesTheSameUnitsAndMore(Criterion criterion) {
        Network network = TinyNetworks.articleCnn();
        int[] units = network.units().behind("conv2");
        PruningMask less = select(network, units(criterion).withShare("conv2", 0.25));
        PruningMask more = select(network, units(criterion).withShare("conv2", 0.5));
        assertEquals(48, less.kept(units));
        assertEquals(32, more.kept(units));
        for (int unit : units) {
            assertTrue(!less.removesUnit(unit) || more.removesUnit(unit), "unit " + unit);
        }
    }

    @Test
    void layersThatAreAddedUpLoseTheSameChannels() {
        Network network = TinyNetworks.residual(CNN2DFormat.NCHW);
        PruningMask mask = select(network, units(Criterion.L1).withShare("conv1", 0.5));
        for (String layer : List.of("conv1", "conv3", "add1")) {
            assertEquals(2, mask.kept(network.units().behind(layer)), layer + " has four channels");
        }
        for (int channel = 0; channel < 4; channel++) {
            assertEquals(
                    mask.removesUnit(network.units().behind("conv1")[channel]),
                    mask.removesUnit(network.units().behind("conv3")[channel]),
                    "channel " + channel);
        }
        assertEquals(3, mask.kept(network.units().behind("conv2")), "conv2 is not coupled");
    }

    /** Four units; three should go, but conv1a makes two of them and conv1b the other two. */
    @Test
    void noLayerOfACoupledGroupIsEmptied() {
        Network network = TinyNetworks.concatenatedShortcut();
        assertEquals(
                List.of("conv1a", "conv1b", "conv2"),
                network.units().groupOf("conv2").layers());
        for (Criterion criterion : Criterion.values()) {
            PruningMask mask = select(network, units(criterion).withShare("conv1a", 0.75));
            assertEquals(1, mask.kept(network.units().behind("conv1a")));
            assertEquals(1, mask.kept(network.units().behind("conv1b")));
            assertEquals(2, mask.kept(network.units().behind("conv2")));
        }
    }

    @Test
    void aFrozenGroupKeepsEverything() {
        Network network = TinyNetworks.dense();
        PruningPlan plan = units(Criterion.L1).withShare("output", 0.5);
        assertTrue(select(network, plan).isEmpty());
    }

    /** dense2 has 7·5 = 35 weights; 0.4 takes 14, the 14 nearest to zero. */
    @Test
    void theSmallestWeightsGo() {
        Network network = TinyNetworks.dense();
        PruningPlan plan =
                PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, SEED).withShare("dense2", 0.4);
        PruningMask mask = select(network, plan);
        BitSet places = Objects.requireNonNull(mask.weightsOf("dense2")).places();
        assertEquals(14, places.cardinality());
        assertEquals(14, mask.removedWeights("dense2"));
        assertEquals(0, mask.removedWeights("dense1"));
        float[] weights = network.weights("dense2");
        double largestGone = 0;
        double smallestKept = Double.POSITIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            double size = Math.abs(weights[i]);
            largestGone = places.get(i) ? Math.max(largestGone, size) : largestGone;
            smallestKept = places.get(i) ? smallestKept : Math.min(smallestKept, size);
        }
        assertTrue(largestGone <= smallestKept, largestGone + " went, " + smallestKept + " stayed");
    }

    @Test
    void weightsOfTheOutputMayGo() {
        Network network = TinyNetworks.dense();
        PruningPlan plan =
                PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L2, SEED).withShare("output", 0.95);
        assertEquals(14, select(network, plan).removedWeights("output"), "of 15 one stays");
    }

    @Test
    void keepingAllGivesAnEmptyMask() {
        for (Granularity granularity : Granularity.values()) {
            PruningPlan plan = PruningPlan.keepAll(granularity, Criterion.L1, SEED);
            assertTrue(select(TinyNetworks.dense(), plan).isEmpty());
        }
    }

    @Test
    void theSamePlanGivesTheSameMask() {
        PruningPlan plan = units(Criterion.RANDOM).withShare("conv2", 0.5).withShare("dense1", 0.25);
        PruningMask mask = select(TinyNetworks.articleCnn(), plan);
        assertFalse(mask.isEmpty());
        assertEquals(mask, select(TinyNetworks.articleCnn(), plan));
        PruningPlan otherSeed = new PruningPlan(Granularity.UNITS, Criterion.RANDOM, SEED + 1, plan.shares());
        assertNotEquals(mask, select(TinyNetworks.articleCnn(), otherSeed));
    }

    private static PruningPlan units(Criterion criterion) {
        return PruningPlan.keepAll(Granularity.UNITS, criterion, SEED);
    }

    private static PruningMask select(Network network, PruningPlan plan) {
        return plan.select(network, Scores.of(network, plan.granularity(), plan.criterion(), plan.seed()));
    }
}
