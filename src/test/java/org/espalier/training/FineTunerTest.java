package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Stripes;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.espalier.training.Tuned.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FineTunerTest {

    private final Workers workers = new Workers(2);
    private final Network network = TinyNetworks.dense();

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void aPrunedNetworkLearnsAgain() throws Refused, JobCancelled {
        BitSet silenced = new BitSet();
        silenced.set(network.units().groupOf("dense1").units().get(1));
        List<EpochReport> reports = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        Tuned tuned = new FineTuner(network, PruningMask.ofUnits(silenced), workers)
                .run(
                        Stripes.of(240),
                        Stripes.of(90),
                        settings(30, 0.01, 0),
                        (done, total) -> seen.add(done),
                        reports::add);

        assertTrue(tuned.validationAccuracy() > 0.99, "reached " + tuned.validationAccuracy());
        assertTrue(tuned.startAccuracy() < 0.9);
        assertEquals(Ending.COMPLETE, tuned.ending());
        assertEquals(30, reports.size());
        assertEquals(
                tuned.validationAccuracy(), reports.get(tuned.bestEpoch() - 1).validationAccuracy());
        assertEquals(0L, seen.get(0));
        assertEquals(30L * 240, seen.get(seen.size() - 1));
    }

    @Test
    void theSameSeedGivesTheSameNetwork() throws Refused, JobCancelled {
        Tuned once = tuner().run(Stripes.of(96), Stripes.of(30), settings(3, 0.01, 0), Progress.NONE, report -> {});
        Tuned again = tuner().run(Stripes.of(96), Stripes.of(30), settings(3, 0.01, 0), Progress.NONE, report -> {});
        assertEquals(once.network().engine().params(), again.network().engine().params());
    }

    @Test
    void aCancelledTrainingLeavesTheNetworkAsItWas() {
        INDArray before = network.engine().params().dup();
        int[] reports = {0};
        Progress cancels = (done, total) -> {
            if (reports[0]++ == 7) {
                throw new JobCancelled();
            }
        };
        assertThrows(
                JobCancelled.class,
                () -> tuner().run(Stripes.of(240), Stripes.of(90), settings(5, 0.01, 0), cancels, report -> {}));
        assertEquals(before, network.engine().params());
    }

    @Test
    void itStopsOnceNothingGetsBetter() throws Refused, JobCancelled {
        Tuned tuned = tuner().run(Stripes.of(96), Stripes.of(30), settings(200, 0.05, 4), Progress.NONE, report -> {});
        assertEquals(Ending.NO_BETTER, tuned.ending());
        assertEquals(tuned.bestEpoch() + 4, tuned.epochs());
    }

    @Test
    void aLossThatIsNotANumberEndsInTheLastGoodState() throws Refused, JobCancelled {
        FineTuning wild = new FineTuning(60, 24, new LearningRate.Steps(0.01, 1, 5), new Optimiser.Sgd(0), 0, 1);
        FineTuning wilder =
                new FineTuning(60, 24, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
        assertEquals(
                Ending.COMPLETE,
                tuner().run(Stripes.of(96), Stripes.of(30), wild, Progress.NONE, report -> {})
                        .ending());
        Tuned tuned = tuner().run(Stripes.of(96), Stripes.of(30), wilder, Progress.NONE, report -> {});

        assertEquals(Ending.DIVERGED, tuned.ending());
        assertEquals(100, tuned.lastRate());
        assertTrue(tuned.epochs() < 60);
        for (float value : tuned.network().weights("output")) {
            assertTrue(Float.isFinite(value));
        }
    }

    @Test
    void imagesThatCannotTrainAreRefused() {
        assertEquals("training.batchTooLarge", refusal(Stripes.of(20)));
        assertEquals("training.otherShape", refusal(Examples.of(new ImageShape(1, 1, 1), 3, new byte[3], bytes(3))));
        assertEquals(
                "training.otherClasses", refusal(Examples.of(new ImageShape(4, 3, 1), 2, new byte[12], new byte[1])));
        assertEquals(
                "training.classMissing",
                refusal(Examples.of(new ImageShape(4, 3, 1), 3, new byte[12 * 30], new byte[30])));
    }

    @Test
    void ratesFollowTheirSchedules() {
        assertEquals(0.3, new LearningRate.Constant(0.3).at(7.5, 10));
        assertEquals(0.4, new LearningRate.Cosine(0.4, 0.2).at(0, 10), 1e-12);
        assertEquals(0.3, new LearningRate.Cosine(0.4, 0.2).at(5, 10), 1e-12);
        assertEquals(0.2, new LearningRate.Cosine(0.4, 0.2).at(10, 10), 1e-12);
        assertEquals(0.1, new LearningRate.Steps(0.1, 0.5, 3).at(2.9, 10), 1e-12);
        assertEquals(0.025, new LearningRate.Steps(0.1, 0.5, 3).at(6, 10), 1e-12);
    }

    private FineTuner tuner() {
        return new FineTuner(network, PruningMask.NONE, workers);
    }

    private static FineTuning settings(int epochs, double rate, int patience) {
        return new FineTuning(epochs, 24, new LearningRate.Constant(rate), Optimiser.adam(), patience, 1);
    }

    private String refusal(Examples training) {
        return assertThrows(
                        Refused.class,
                        () -> tuner().run(training, Stripes.of(30), settings(1, 0.1, 0), Progress.NONE, report -> {}))
                .key();
    }

    private static byte[] bytes(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) i;
        }
        return labels;
    }
}
