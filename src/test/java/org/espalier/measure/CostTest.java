package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {

    private final Network article = TinyNetworks.articleCnn();

    @Test
    void theArticlesNetworkIsCountedAsByHand() {
        Cost dense = Cost.of(article, PruningMask.NONE);
        assertEquals(121_930, dense.parameters());
        assertEquals(article.parameters(), dense.parameters(), "DL4J counts the same");
        assertEquals(194_688 + 2_230_272 + 102_400 + 640, dense.multiplyAdds());
        assertEquals(2_230_272, dense.of("conv2").multiplyAdds());
        assertEquals(4 * 121_930, dense.bytes());
    }

    /** conv1: 10 + 9·64; conv2: 289 + 25·64; dense1: 1,601 + 10. */
    @ParameterizedTest
    @CsvSource({"conv1, 586", "conv2, 1889", "dense1, 1611"})
    void oneUnitTakesItsWeightsAndThoseThatReadIt(String layer, long taken) {
        BitSet first = new BitSet();
        first.set(article.units().behind(layer)[0]);
        assertEquals(
                121_930 - taken, Cost.of(article, PruningMask.ofUnits(first)).parameters());
    }

    @Test
    void halfOfEveryLayerIsCountedAsByHand() {
        BitSet removed = new BitSet();
        for (String layer : new String[] {"conv1", "conv2", "dense1"}) {
            int[] units = article.units().behind(layer);
            for (int i = 0; i < units.length / 2; i++) {
                removed.set(units[i]);
            }
        }
        Cost half = Cost.of(article, PruningMask.ofUnits(removed));
        assertEquals(30_762, half.parameters());
        assertEquals(680_832, half.multiplyAdds());
    }

    @Test
    void zeroedWeightsAreStillStoredAndMultiplied() {
        int[] order = {0, 1, 2, 3};
        Cost cost = Cost.of(article, PruningMask.ofWeights(Map.of("conv1", new RemovedWeights(order, 3))));
        assertEquals(121_927, cost.parameters());
        assertEquals(2_528_000, cost.multiplyAdds());
        assertEquals(4 * 121_930, cost.bytes());
    }

    @Test
    void batchNormAndShortcutsAreCountedAsDeeplearning4jDoes() {
        Network residual = TinyNetworks.residual(CNN2DFormat.NCHW);
        assertEquals(residual.parameters(), Cost.of(residual, PruningMask.NONE).parameters());
    }
}
