package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Network network = TinyNetworks.undecided();
    private final Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, 730, 6);

    @Test
    void aNetworkIsLikeItself() throws JobCancelled {
        Comparison same = Comparison.of(network, network, examples, Progress.NONE);
        assertTrue(same.isSame());
        assertEquals(1, same.agreement());
        assertEquals(Difference.NONE, same.largest());
        assertEquals(0, same.second().difference());
    }

    /** Two ways: the mask measured against the dense network, and the cut network beside it. */
    @Test
    void aCutNetworkIsCountedAsItsMaskWas() throws Refused, JobCancelled {
        PruningMask mask = EquivalenceProofTest.firstUnit(network, "dense1");
        Comparison cut = Comparison.of(network, Surgeon.cut(network, mask), examples, Progress.NONE);
        try (Workers workers = new Workers(1);
                Evaluator evaluator = new Evaluator(network, examples, 1, new EngineSettings(1, 1 << 20), workers)) {
            Evaluation masked = evaluator.evaluate(mask, Progress.NONE, soFar -> {});
            assertEquals(masked.correct(), cut.second().correct());
            assertEquals(masked.lost(), cut.second().lost());
            assertEquals(masked.won(), cut.second().won());
            assertEquals(masked.denseAccuracy(), cut.second().denseAccuracy());
            assertTrue(masked.lost() + masked.won() > 0, "it would not show");
        }
        assertFalse(cut.isSame());
        assertTrue(cut.alike() <= 730 - cut.second().lost() - cut.second().won());
    }
}
