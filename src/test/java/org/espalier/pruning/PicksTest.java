package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that go and stay by hand, with the ranking for the rest; rounded and guarded widths. */
class PicksTest {

    private static final long SEED = 5;

    private final Network article = TinyNetworks.articleCnn();

    @Test
    void aUnitIsDecidedAboutOnce() {
        Picks picks = Picks.NONE.with(of(3, 4, 5), Pick.REMOVED).with(of(4), Pick.KEPT);
        assertEquals(of(3, 5), picks.removed());
        assertEquals(of(4), picks.kept());
        assertEquals(Pick.REMOVED, picks.of(3));
        assertEquals(Pick.KEPT, picks.of(4));
        assertEquals(Pick.RANKED, picks.of(6));
        assertEquals(Picks.NONE, picks.with(of(3, 4, 5, 6), Pick.RANKED));
        assertThrows(IllegalArgumentException.class, () -> new Picks(of(1, 2), of(2)));
    }

    @Test
    void picksAreNotChangedThroughTheirSets() {
        BitSet removed = of(1);
        Picks picks = new Picks(removed, of());
        removed.set(2);
        picks.removed().set(3);
        assertEquals(of(1), picks.removed());
    }

    @Test
    void singleWeightsAreNotPicked() {
        PruningPlan weights = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, SEED);
        Picks picks = Picks.NONE.with(of(1), Pick.REMOVED);
        assertThrows(IllegalArgumentException.class, () -> weights.with(picks));
        assertTrue(plan().with(picks).with(Granularity.WEIGHTS).picks().isEmpty());
    }

    /** conv2 has 64 filters: at 25 % sixteen go, three of them by hand and thirteen by the ranking. */
    @ParameterizedTest
    @EnumSource(Criterion.class)
    void theShareIsFilledUpByTheRankingWithoutWhatIsKept(Criterion criterion) {
        BitSet ranked = gone("conv2", plan().with(criterion).withShare("conv2", 0.25));
        int[] worst = ranked.stream().limit(2).toArray();
        BitSet best = new BitSet();
        best.set(0, 64);
        best.andNot(gone("conv2", plan().with(criterion).withShare("conv2", 0.95)));
        int[] hand = best.stream().limit(3).toArray();

        PruningPlan picked = plan().with(criterion)
                .withShare("conv2", 0.25)
                .with(Picks.NONE.with(units("conv2", hand), Pick.REMOVED).with(units("conv2", worst), Pick.KEPT));
        BitSet gone = gone("conv2", picked);
        assertEquals(16, gone.cardinality());
        assertTrue(IntStream.of(hand).allMatch(gone::get), "removed by hand");
        assertFalse(IntStream.of(worst).anyMatch(gone::get), "kept by hand");
        BitSet byRank = gone("conv2", plan().with(criterion).withShare("conv2", 15.0 / 64));
        gone.andNot(of(hand));
        byRank.andNot(of(worst));
        assertEquals(byRank, gone, "the others are the first of the ranking");
    }

    @Test
    void whatIsRemovedByHandGoesAtAnyShare() {
        PruningPlan plan = plan().with(Picks.NONE.with(units("conv2", 3, 7, 8), Pick.REMOVED));
        assertEquals(of(3, 7, 8), gone("conv2", plan));
        assertEquals(of(3, 7, 8), gone("conv2", plan.withShare("conv2", 0.04)), "0.04 · 64 = 2.6");
        assertEquals(of(), gone("conv1", plan.withShare("conv2", 0.04)), "other layers are as they were");
        assertEquals(of(3, 7, 8), gone("conv2", plan.with(Criterion.RANDOM)), "whatever the criterion");
    }

    @Test
    void whatIsKeptByHandStaysAtAnyShare() {
        BitSet first40 = new BitSet();
        first40.set(0, 40);
        PruningPlan plan =
                plan().with(Picks.NONE.with(units("conv2", first40.stream().toArray()), Pick.KEPT));
        BitSet last24 = new BitSet();
        last24.set(40, 64);
        assertEquals(last24, gone("conv2", plan.withShare("conv2", 0.95)));
    }

    @Test
    void aHandThatTakesAllLeavesTheBestOne() {
        PruningPlan all = plan().with(
                        Picks.NONE.with(units("conv2", IntStream.range(0, 64).toArray()), Pick.REMOVED));
        BitSet gone = gone("conv2", all);
        assertEquals(63, gone.cardinality());
        Scores scores = Scores.of(article, Granularity.UNITS, Criterion.L1, SEED);
        int best = scores.of("conv2").at(63);
        assertFalse(gone.get(best));
    }

    @Test
    void aPickedUnitGoesInAllLayersThatMakeIt() {
        Network residual = TinyNetworks.residual(CNN2DFormat.NCHW);
        BitSet unit = of(residual.units().behind("conv3")[2]);
        PruningPlan plan = plan().with(Picks.NONE.with(unit, Pick.REMOVED));
        PruningMask mask = select(residual, plan);
        for (String layer : new String[] {"conv1", "conv3", "add1"}) {
            assertEquals(3, mask.kept(residual.units().behind(layer)), layer);
            assertTrue(mask.removesUnit(residual.units().behind(layer)[2]), layer);
        }
        assertEquals(3, mask.kept(residual.units().behind("conv2")));
    }

    /** One group of four: conv1a makes the first two, conv1b the others. */
    @Test
    void noBranchIsEmptiedByHand() {
        Network network = TinyNetworks.concatenatedShortcut();
        int[] units = network.units().behind("conv2");
        PruningPlan plan = plan().with(Picks.NONE.with(of(units[0], units[1]), Pick.REMOVED));
        PruningMask mask = select(network, plan);
        assertEquals(1, mask.kept(network.units().behind("conv1a")));
        assertEquals(2, mask.kept(network.units().behind("conv1b")));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void keptWidthsAreMultiples(int multiple) {
        PruningPlan plan = plan().with(new Guards(multiple, 1));
        int before = 64;
        for (int percent = 0; percent <= 95; percent++) {
            int kept =
                    64 - gone("conv2", plan.withShare("conv2", percent / 100.0)).cardinality();
            assertEquals(0, kept % multiple, percent + " %");
            assertTrue(kept <= before && kept > 0, percent + " %");
            int wished = 64 - PruningPlan.count(percent / 100.0, 64);
            assertTrue(Math.abs(kept - wished) <= multiple / 2 || kept == multiple, percent + " %: " + kept);
            before = kept;
        }
        assertEquals(multiple, before);
    }

    @Test
    void soManyStayAtLeast() {
        PruningPlan plan =
                plan().with(new Guards(1, 10)).withShare("conv2", 0.95).withShare("dense1", 0.5);
        assertEquals(54, gone("conv2", plan).cardinality());
        assertEquals(32, gone("dense1", plan).cardinality());
        PruningPlan byHand =
                plan.with(Picks.NONE.with(units("conv2", IntStream.range(0, 60).toArray()), Pick.REMOVED));
        assertEquals(60, gone("conv2", byHand).cardinality(), "the hand is stronger");
    }

    /** Three go by hand, so five more have to: 56 is the next multiple of 8. */
    @Test
    void aHandRemovalIsRounded() {
        PruningPlan plan = plan().with(new Guards(8, 1)).with(Picks.NONE.with(units("conv2", 3, 7, 8), Pick.REMOVED));
        BitSet gone = gone("conv2", plan);
        assertEquals(8, gone.cardinality());
        assertTrue(gone.get(3) && gone.get(7) && gone.get(8));
        assertEquals(of(), gone("conv1", plan), "nothing is asked of it");
    }

    /** Both branches and what they are added to have even widths, though the ranking knows nothing of branches. */
    @Test
    void everyLayerOfACoupledGroupIsRounded() {
        Network network = TinyNetworks.concatenatedShortcut();
        for (Criterion criterion : Criterion.values()) {
            for (int percent = 0; percent <= 95; percent += 5) {
                PruningPlan plan = plan().with(criterion).with(new Guards(2, 1)).withShare("conv1a", percent / 100.0);
                PruningMask mask = select(network, plan);
                for (String layer : new String[] {"conv1a", "conv1b", "conv2"}) {
                    int kept = mask.kept(network.units().behind(layer));
                    assertTrue(kept > 0 && kept % 2 == 0, layer + " keeps " + kept);
                }
            }
        }
    }

    /** Whatever the hand does: larger shares take the same and more, picks hold, nothing is emptied. */
    @Test
    void theRulesHoldForManyHands() {
        SplittableRandom random = new SplittableRandom(3);
        Network[] networks = {article, TinyNetworks.residual(CNN2DFormat.NCHW), TinyNetworks.concatenatedShortcut()};
        for (int run = 0; run < 150; run++) {
            Network network = networks[run % networks.length];
            PruningPlan plan = anyPlan(network, random);
            for (UnitGroup group : network.units().groups()) {
                if (group.isPrunable()) {
                    check(network, group, plan);
                }
            }
        }
    }

    private static PruningPlan anyPlan(Network network, SplittableRandom random) {
        Picks picks = Picks.NONE;
        for (UnitGroup group : network.units().groups()) {
            double removed = random.nextDouble(0.4);
            double kept = random.nextDouble(0.4);
            for (int unit : group.units()) {
                double chance = random.nextDouble();
                Pick pick = chance < removed ? Pick.REMOVED : chance > 1 - kept ? Pick.KEPT : Pick.RANKED;
                picks = picks.with(of(unit), pick);
            }
        }
        Guards guards = new Guards(Guards.MULTIPLES.get(random.nextInt(4)), 1 + random.nextInt(10));
        return PruningPlan.keepAll(Granularity.UNITS, Criterion.RANDOM, random.nextLong())
                .with(picks)
                .with(guards);
    }

    private static void check(Network network, UnitGroup group, PruningPlan plan) {
        Scores scores = Scores.of(network, Granularity.UNITS, plan.criterion(), plan.seed());
        RemovalOrder order = plan.order(network, group, scores);
        BitSet before = new BitSet();
        for (int percent = 0; percent <= 95; percent += 5) {
            PruningMask mask = plan.withShare(group.name(), percent / 100.0).select(network, scores);
            BitSet gone = mask.units();
            BitSet own = new BitSet();
            group.units().stream().filter(gone::get).forEach(own::set);
            assertEquals(order.going(percent / 100.0), own.cardinality());
            BitSet lost = (BitSet) before.clone();
            lost.andNot(own);
            assertTrue(lost.isEmpty(), "units came back at a larger share");
            assertFalse(own.intersects(plan.picks().kept()), "kept by hand");
            for (String layer : group.layers()) {
                assertTrue(mask.kept(network.units().behind(layer)) > 0, layer);
            }
            before = own;
        }
        BitSet byHand = plan.picks().removed();
        byHand.and(of(group.units().stream().mapToInt(Integer::intValue).toArray()));
        byHand.andNot(before);
        assertTrue(
                byHand.isEmpty()
                        || group.layers().stream()
                                .anyMatch(layer -> 1
                                        == plan.select(network, scores)
                                                .kept(network.units().behind(layer))),
                "removed by hand, and not the last ones: " + byHand);
    }

    /** A ranking remembers the orders of the plan that it was asked for last. */
    @Test
    void aRankingThatWasUsedByOtherPlansSelectsLikeAFreshOne() {
        Scores used = Scores.of(article, Granularity.UNITS, Criterion.L1, SEED);
        PruningPlan half = plan().withShare("conv2", 0.5);
        List<PruningPlan> plans = List.of(
                half,
                half.with(Picks.NONE.with(units("conv2", 0, 1, 2), Pick.KEPT)),
                half.with(Picks.NONE.with(units("conv2", 0, 1, 2), Pick.REMOVED)),
                half.with(new Guards(16, 40)),
                half);
        for (PruningPlan plan : plans) {
            assertEquals(
                    select(article, plan).units(), plan.select(article, used).units());
        }
        assertEquals(
                4,
                plans.stream()
                        .map(plan -> select(article, plan).units())
                        .distinct()
                        .count());
    }

    private static PruningPlan plan() {
        return PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, SEED);
    }

    private static PruningMask select(Network network, PruningPlan plan) {
        return plan.select(network, Scores.of(network, plan.granularity(), plan.criterion(), plan.seed()));
    }

    private BitSet units(String layer, int... channels) {
        int[] behind = article.units().behind(layer);
        return of(IntStream.of(channels).map(channel -> behind[channel]).toArray());
    }

    /** The channels of a layer that go. */
    private BitSet gone(String layer, PruningPlan plan) {
        PruningMask mask = select(article, plan);
        int[] behind = article.units().behind(layer);
        BitSet gone = new BitSet();
        for (int channel = 0; channel < behind.length; channel++) {
            gone.set(channel, mask.removesUnit(behind[channel]));
        }
        return gone;
    }

    private static BitSet of(int... bits) {
        BitSet set = new BitSet();
        IntStream.of(bits).forEach(set::set);
        return set;
    }
}
