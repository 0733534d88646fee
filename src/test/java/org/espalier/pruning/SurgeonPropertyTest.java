package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.DoubleSummaryStatistics;
import java.util.SplittableRandom;
import org.espalier.network.Layer;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RandomNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random small networks under random masks. */
class SurgeonPropertyTest {

    private static final int NETWORKS = 500;

    @BeforeAll
    static void prepare() {
        NativeSetup.apply();
        NativeSetup.threadsPerOperation(1);
    }

    @Test
    void whateverTheStructureMaskedAndCutAnswerTheSame() throws Refused {
        int twice = 0;
        int smaller = 0;
        int different = 0;
        DoubleSummaryStatistics apart = new DoubleSummaryStatistics();
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.of(seed);
            PruningMask mask = MaskedAndCut.someUnits(network, new SplittableRandom(seed));
            boolean once = MaskedAndCut.isRunWronglyByDl4j(network);
            Network cut = once
                    ? MaskedAndCut.assertAnswerTheSameHere(network, mask, "network " + seed, apart)
                    : MaskedAndCut.assertAnswerTheSame(network, mask, "network " + seed, apart);
            twice += once ? 0 : 1;
            assertEquals(parametersUnder(network, mask), cut.parameters(), "network " + seed);
            smaller += cut.parameters() < network.parameters() ? 1 : 0;
            boolean looked = seed % 10 == 0;
            different += looked && MaskedAndCut.changes(network, mask) ? 1 : 0;
        }
        System.out.printf(
                "Masked and cut, %d random networks, %d of them in DL4J as well: largest difference %.1e%n",
                NETWORKS, twice, apart.getMax());
        assertEquals(NETWORKS + twice, apart.getCount());
        assertTrue(apart.getMax() > 0, "two sums in another order do not round alike");
        assertTrue(twice > NETWORKS * 0.9, "DL4J was the second way for " + twice + " networks only");
        assertTrue(smaller > NETWORKS * 0.9, "only " + smaller + " networks lost anything");
        assertTrue(
                different > NETWORKS / 10 * 0.8,
                "only " + different + " of every tenth network answer otherwise than before");
    }

    private static long parametersUnder(Network network, PruningMask mask) {
        return network.graph().layers().stream()
                .mapToLong((Layer layer) -> layer.parameters(
                        mask.kept(network.units().inFrontOf(layer.name())),
                        mask.kept(network.units().behind(layer.name()))))
                .sum();
    }
}
