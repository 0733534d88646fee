package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.espalier.data.DataSets;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Latency;
import org.espalier.measure.Sizes;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeighedTest {

    private static final Sizes DENSE = new Sizes(1_000, 1_000, 1_000, 40_000, 4_100, 3_000, 800);

    @BeforeEach
    void english() {
        Text.use(Locale.ENGLISH);
    }

    private static Weighed weighed(Sizes after, double speedUp) {
        Latency.Times before = new Latency.Times(2 * speedUp, 3 * speedUp, 21);
        return new Weighed(DENSE, after, List.of(new Latency(128, before, new Latency.Times(2, 3, 21))));
    }

    @Test
    void theSentenceSaysWhatTheFiguresMean() {
        Sizes zeroed = new Sizes(1_000, 1_000, 250, 40_000, 4_100, 1_000, 800);
        Sizes quarter = new Sizes(250, 250, 250, 10_000, 1_100, 900, 400);
        assertTrue(
                weighed(zeroed, 1.01).sentence().startsWith("75 % of the weights are zero: the file is not smaller"));
        assertEquals(
                "3.6 × as fast for 4.0 × fewer multiply-adds.",
                weighed(quarter, 3.6).sentence());
        assertTrue(weighed(quarter, 3.0).sentence().contains("small layers do not shrink as much"));
        assertTrue(weighed(quarter, 1.0).sentence().startsWith("4.0 × fewer multiply-adds, and yet not faster"));
        assertTrue(weighed(DENSE, 1.0).sentence().startsWith("Nothing was removed"));
        assertEquals(0.75, weighed(quarter, 3.0).realisedPart(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Weighed(DENSE, DENSE, List.of()));
    }

    @Test
    void halfOfTheArticlesNetworkIsWeighedForReal() throws Exception {
        try (Experiment experiment = Experiment.open(
                ModelSource.named("article-cnn"), DataSets.named("mnist"), EngineSettings.ofThisMachine())) {
            PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED)
                    .withShare("conv1", 0.5)
                    .withShare("conv2", 0.5)
                    .withShare("dense1", 0.5);
            Network half = Surgeon.cut(
                    experiment.network(),
                    plan.select(experiment.network(), experiment.scores(Granularity.UNITS, Criterion.L1)));
            Weighed weighed = experiment.weigh(half, Progress.NONE);
            assertEquals(30_762, weighed.after().parameters());
            assertEquals(680_832, weighed.after().multiplyAdds());
            assertEquals(2_528_000 / 680_832.0, weighed.fewerMultiplyAdds(), 1e-9);
            assertEquals(
                    List.of(1, 128),
                    weighed.latencies().stream().map(Latency::batch).toList());
            assertTrue(weighed.after().zippedBytes() < weighed.before().zippedBytes());
        }
    }
}
