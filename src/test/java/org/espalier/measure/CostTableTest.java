package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.measure.CostTable.Counted;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RandomNetworks;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTableTest {

    /** conv2's filters: 289 parameters of their own and 1,600 in dense1, each. */
    @Test
    void eachFilterOfTheArticlesSecondConvolutionTakesTheSame() {
        Network network = TinyNetworks.articleCnn();
        CostTable table = new CostTable(network, List.of(network.units().behind("conv2")));
        long[] gone = table.gone(Counted.PARAMETERS, 0);
        for (int count = 0; count <= 64; count++) {
            assertEquals(1_889L * count, gone[count]);
        }
        assertEquals(121_930 - 60_448, table.left(Counted.PARAMETERS, new int[] {32}));
    }

    /**
     * Two branches of two filters, 19 parameters each; conv2 has n (9 n + 1) with n of its filters, which it also
     * reads; the output reads 36 pixels of each for three classes.
     */
    @Test
    void aLayerThatReadsItsOwnGroupIsCountedOnce() {
        Network network = TinyNetworks.concatenatedShortcut();
        CostTable table = new CostTable(network, List.of(network.units().behind("conv2")));
        assertArrayEquals(
                new long[] {0, 19 + 64 + 108, 38 + 110 + 216, 57 + 138 + 324, 76 + 148 + 432},
                table.gone(Counted.PARAMETERS, 0));
    }

    @Test
    void countsLikeACostOfTheMask() {
        SplittableRandom random = new SplittableRandom(7);
        for (Network network : List.of(
                TinyNetworks.articleCnn(),
                TinyNetworks.residual(CNN2DFormat.NHWC),
                TinyNetworks.concatenation(),
                TinyNetworks.concatenatedShortcut(),
                TinyNetworks.linear(CNN2DFormat.NCHW))) {
            check(network, random);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 200, 300})
    void countsLikeACostOfTheMaskInAnyNetwork(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 25; i++) {
            check(RandomNetworks.of(seed + i), random);
        }
    }

    private static void check(Network network, SplittableRandom random) {
        List<int[]> orders = new ArrayList<>();
        for (UnitGroup group : network.units().groups()) {
            orders.add(shuffled(group, random));
        }
        CostTable table = new CostTable(network, orders);
        for (int run = 0; run < 20; run++) {
            int[] counts = orders.stream()
                    .mapToInt(order -> random.nextInt(order.length + 1))
                    .toArray();
            Cost cost = Cost.of(network, mask(orders, counts));
            assertEquals(cost.parameters(), table.left(Counted.PARAMETERS, counts), network.name());
            assertEquals(cost.multiplyAdds(), table.left(Counted.MULTIPLY_ADDS, counts), network.name());
        }
        checkAlone(network, orders, table);
    }

    private static void checkAlone(Network network, List<int[]> orders, CostTable table) {
        Cost whole = Cost.of(network, PruningMask.NONE);
        for (int order = 0; order < orders.size(); order++) {
            long[] gone = table.gone(Counted.MULTIPLY_ADDS, order);
            for (int count = 0; count < gone.length; count++) {
                int[] counts = new int[orders.size()];
                counts[order] = count;
                Cost left = Cost.of(network, mask(orders, counts));
                assertEquals(whole.multiplyAdds() - left.multiplyAdds(), gone[count]);
            }
        }
    }

    private static int[] shuffled(UnitGroup group, SplittableRandom random) {
        int[] order = group.units().stream().mapToInt(Integer::intValue).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int unit = order[i];
            order[i] = order[j];
            order[j] = unit;
        }
        return order;
    }

    private static PruningMask mask(List<int[]> orders, int[] counts) {
        BitSet gone = new BitSet();
        for (int order = 0; order < counts.length; order++) {
            for (int i = 0; i < counts[order]; i++) {
                gone.set(orders.get(order)[i]);
            }
        }
        return PruningMask.ofUnits(gone);
    }
}
