package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.measure.Cost;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RandomNetworks;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.pruning.Pick;
import org.espalier.pruning.Picks;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.session.Shares.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shares mean, on the article's CNN by hand: 586, 1,889 and 1,611 parameters per unit. */
class SharesTest {

    private static final Set<String> ALL = Set.of("conv1", "conv2", "dense1");

    private final Network network = TinyNetworks.articleCnn();
    private final Scores scores = scores(network, Granularity.UNITS);
    private final PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1);
    private final Shares shares = new Shares(network, scores, plan);

    /** Of conv2's multiply-adds: 11·11 positions · 288 weights of its own, and 1,600 in dense1, per filter. */
    @Test
    void halfOfTheFiltersIsHalfOfWhatHangsOnThem() {
        assertEquals(new Amount(32, 64), shares.achieved("conv2", 0.5, ShareOf.UNITS));
        assertEquals(new Amount(60_448, 120_896), shares.achieved("conv2", 0.5, ShareOf.PARAMETERS));
        assertEquals(
                new Amount(32 * (11 * 11 * 288 + 1_600), 64 * (11 * 11 * 288 + 1_600)),
                shares.achieved("conv2", 0.5, ShareOf.MULTIPLY_ADDS));
        assertEquals(new Amount(16 * 586, 32 * 586), shares.achieved("conv1", 0.5, ShareOf.PARAMETERS));
        assertEquals(new Amount(32 * 1_611, 64 * 1_611), shares.achieved("dense1", 0.5, ShareOf.PARAMETERS));
    }

    @Test
    void whatIsAchievedIsNearestToWhatIsAsked() {
        for (String target : ALL) {
            for (ShareOf what : ShareOf.values()) {
                for (int percent = 0; percent <= 95; percent++) {
                    double asked = percent / 100.0;
                    double share = shares.planned(target, asked, what);
                    double unit = 1.0 / scores.of(target).size();
                    double got = shares.achieved(target, share, what).share();
                    assertTrue(Math.abs(got - asked) <= unit / 2 + 1e-9, target + " " + what + ": " + got);
                }
            }
        }
    }

    @Test
    void aShareTypedInOneMeasureReadsTheSameThere() {
        for (Network each : List.of(network, TinyNetworks.concatenatedShortcut())) {
            Scores ranking = scores(each, Granularity.UNITS);
            Shares its = new Shares(each, ranking, plan);
            for (String target : ranking.targets()) {
                for (ShareOf what : ShareOf.values()) {
                    double before = -1;
                    for (int percent = 0; percent <= 90; percent++) {
                        double share = its.planned(target, percent / 100.0, what);
                        assertEquals(percent / 100.0, its.read(target, share, what), 1e-12);
                        assertTrue(share > before, "more of one is more of the other");
                        before = share;
                    }
                }
            }
        }
    }

    /** 191, 364 and 519 of 656 parameters go with one, two and three of the four units. */
    @Test
    void unitsThatTakeUnequallyReadUnequally() {
        Network coupled = TinyNetworks.concatenatedShortcut();
        Shares its = new Shares(coupled, scores(coupled, Granularity.UNITS), plan);
        assertEquals(364.0 / 656, its.read("conv1a", 0.5, ShareOf.PARAMETERS), 1e-12);
        assertEquals((191 + 364) / 2.0 / 656, its.read("conv1a", 0.375, ShareOf.PARAMETERS), 1e-12);
        assertEquals(0.25, its.planned("conv1a", 191.0 / 656, ShareOf.PARAMETERS), 1e-12);
        assertEquals(new Amount(364, 656), its.achieved("conv1a", 0.5, ShareOf.PARAMETERS));
    }

    @Test
    void noReadingAsksForMoreThanAPlanHolds() {
        assertEquals(PruningPlan.LARGEST_SHARE, shares.planned("conv2", 1, ShareOf.PARAMETERS));
        assertEquals(0, shares.planned("conv2", -1, ShareOf.MULTIPLY_ADDS));
    }

    /** Half of all units leave 30,762 of 121,930 parameters, and 680,832 of 2,528,000 multiply-adds. */
    @Test
    void oneShareForAllIsFoundFromWhatTheNetworkLoses() {
        double parameters = 1 - 30_762.0 / 121_930;
        double multiplyAdds = 1 - 680_832.0 / 2_528_000;
        assertEquals(0.5, shares.forAll(plan, ALL, ShareOf.PARAMETERS, parameters));
        assertEquals(0.5, shares.forAll(plan, ALL, ShareOf.MULTIPLY_ADDS, multiplyAdds));
        assertEquals(0.5, shares.forAll(plan, ALL, ShareOf.UNITS, 0.5));
        PruningPlan half = plan.withShare("conv1", 0.5).withShare("conv2", 0.5).withShare("dense1", 0.5);
        assertEquals(parameters, shares.ofNetwork(half, ShareOf.PARAMETERS));
        assertEquals(multiplyAdds, shares.ofNetwork(half, ShareOf.MULTIPLY_ADDS));
    }

    @ParameterizedTest
    @EnumSource(names = {"PARAMETERS", "MULTIPLY_ADDS"})
    void noOtherShareForAllIsNearer(ShareOf what) {
        for (int percent = 0; percent <= 99; percent += 3) {
            double wish = percent / 100.0;
            double found = Math.abs(wish - lost(shares.forAll(plan, ALL, what, wish), what));
            for (int share = 0; share <= 950; share++) {
                double other = Math.abs(wish - lost(share / 1000.0, what));
                assertTrue(found <= other + 1e-12, percent + " %: " + found + ", at " + share + " " + other);
            }
        }
    }

    @Test
    void lockedTargetsStayAndCount() {
        PruningPlan half = plan.withShare("conv2", 0.5);
        double share = shares.forAll(half, Set.of("conv1", "dense1"), ShareOf.PARAMETERS, 0.6);
        PruningPlan found = half.withShare("conv1", share).withShare("dense1", share);
        Cost cost = Cost.of(network, found.select(network, scores));
        assertEquals(0.6, 1 - cost.parameters() / 121_930.0, 0.01);
        assertEquals(32, cost.of("conv2").keptUnits());
        assertEquals(
                0,
                shares.forAll(half, Set.of("conv1"), ShareOf.PARAMETERS, 0.1),
                "conv2 alone takes more than is asked for");
    }

    @Test
    void guardsAndPicksAreCounted() {
        BitSet three = new BitSet();
        for (int channel : new int[] {3, 7, 8}) {
            three.set(network.units().behind("conv2")[channel]);
        }
        PruningPlan guarded = plan.with(new Guards(8, 1)).with(Picks.NONE.with(three, Pick.REMOVED));
        Shares its = new Shares(network, scores, guarded);
        assertEquals(new Amount(8, 64), its.achieved("conv2", 0, ShareOf.UNITS));
        assertEquals(new Amount(8 * 1_889, 120_896), its.achieved("conv2", 0, ShareOf.PARAMETERS));
        assertEquals(new Amount(24, 64), its.achieved("conv2", 0.35, ShareOf.UNITS), "42 would stay: 40");
        assertTrue(its.holdFor(guarded.withShare("conv1", 0.5), scores));
        assertTrue(!its.holdFor(plan, scores));
    }

    /** dense1 has 1,600 · 64 weights. */
    @Test
    void singleWeightsTakeNothingElse() {
        Scores weights = scores(network, Granularity.WEIGHTS);
        PruningPlan of = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, 1);
        Shares its = new Shares(network, weights, of);
        assertEquals(0.37, its.read("dense1", 0.37, ShareOf.PARAMETERS), 1e-12);
        assertEquals(new Amount(51_200, 102_400), its.achieved("dense1", 0.5, ShareOf.PARAMETERS));
        PruningPlan half = of.withShare("dense1", 0.5);
        assertEquals(51_200.0 / 121_930, its.ofNetwork(half, ShareOf.PARAMETERS));
        assertEquals(0.5, its.forAll(of, Set.of("dense1"), ShareOf.PARAMETERS, 51_200.0 / 121_930), 1e-5);
        assertEquals(0, its.ofNetwork(half, ShareOf.MULTIPLY_ADDS), "zeros are multiplied");
    }

    @Test
    void aCurveThatFallsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShareCurve(new long[] {0, 2, 1}));
        assertThrows(IllegalArgumentException.class, () -> new ShareCurve(new long[] {1, 2}));
    }

    /** Whatever is coupled with what: larger wishes give no less, and a wish reads as it was typed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 50, 100})
    void readingsAgreeInAnyNetwork(long seed) {
        for (int i = 0; i < 20; i++) {
            Network any = RandomNetworks.of(seed + i);
            Scores ranking = scores(any, Granularity.UNITS);
            Shares its = new Shares(any, ranking, plan.with(new Guards(1 + i % 3, 1 + i % 4)));
            for (String target : ranking.targets()) {
                for (ShareOf what : ShareOf.values()) {
                    check(its, target, what);
                }
            }
            for (ShareOf what : ShareOf.values()) {
                checkAll(its, Set.copyOf(ranking.targets()), what);
            }
        }
    }

    private static void check(Shares its, String target, ShareOf what) {
        double before = 0;
        for (int percent = 0; percent <= 90; percent += 6) {
            double share = its.planned(target, percent / 100.0, what);
            assertEquals(percent / 100.0, its.read(target, share, what), 1e-9, target + " " + what);
            double achieved = its.achieved(target, share, what).share();
            assertTrue(achieved >= before && achieved < 1, target + " " + what);
            before = achieved;
        }
    }

    private void checkAll(Shares its, Set<String> free, ShareOf what) {
        double before = 0;
        for (int percent = 0; percent <= 90; percent += 10) {
            double share = its.forAll(plan, free, what, percent / 100.0);
            PruningPlan all = plan;
            for (String target : free) {
                all = all.withShare(target, share);
            }
            double lost = its.ofNetwork(all, what);
            assertTrue(lost >= before && lost < 1, what + ": " + lost);
            before = lost;
        }
    }

    /** Two ways agree: the table of counts, and the cost of the mask, in a network whose layers are coupled. */
    @Test
    void theNetworksShareIsThatOfTheMask() {
        Network residual = TinyNetworks.residual(CNN2DFormat.NCHW);
        Scores ranking = scores(residual, Granularity.UNITS);
        long all = Cost.of(residual, PruningMask.NONE).parameters();
        Shares its = new Shares(residual, ranking, plan);
        for (int percent = 0; percent <= 95; percent += 5) {
            PruningPlan each = plan;
            for (String target : ranking.targets()) {
                each = each.withShare(target, percent / 100.0);
            }
            long left = Cost.of(residual, each.select(residual, ranking)).parameters();
            assertEquals((double) (all - left) / all, its.ofNetwork(each, ShareOf.PARAMETERS));
        }
    }

    private double lost(double share, ShareOf what) {
        PruningPlan all = plan;
        for (String target : ALL) {
            all = all.withShare(target, share);
        }
        return shares.ofNetwork(all, what);
    }

    private static Scores scores(Network network, Granularity granularity) {
        return Scores.of(network, granularity, Criterion.L1, 1);
    }
}
