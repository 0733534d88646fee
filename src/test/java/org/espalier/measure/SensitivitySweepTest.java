package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SensitivitySweepTest {

    private static final int MANY = 700;

    private final Network network = TinyNetworks.undecided();
    private final Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, MANY, 6);
    private final Workers workers = new Workers(2);
    private final Evaluator evaluator =
            new Evaluator(network, examples, 1, new EngineSettings(2, 100_000_000), workers);

    @AfterEach
    void close() {
        evaluator.close();
        workers.close();
    }

    @Test
    void countsAreThoseOfTheNaiveWay() throws JobCancelled {
        List<SensitivitySweep.Trial> trials = trials();
        List<SensitivitySweep.Result> published = new ArrayList<>();
        List<SensitivitySweep.Result> all = SensitivitySweep.run(evaluator, trials, Progress.NONE, published::add);
        assertEquals(trials, all.stream().map(SensitivitySweep.Result::trial).toList());
        assertEquals(all.size(), published.size());
        assertTrue(all.stream().anyMatch(result -> result.evaluation().reused() > 0), "it starts behind what is dense");
        for (SensitivitySweep.Result result : all) {
            try (Evaluator naive = new Evaluator(network, examples, 1, new EngineSettings(1, 0), workers)) {
                Evaluation expected = naive.evaluate(result.trial().mask(), Progress.NONE, part -> {});
                assertEquals(expected.confusion(), result.evaluation().confusion());
                assertEquals(expected.lost(), result.evaluation().lost());
                assertEquals(expected.won(), result.evaluation().won());
            }
        }
    }

    @Test
    void progressCountsAllImagesOfAllTrials() throws JobCancelled {
        List<SensitivitySweep.Trial> trials = trials();
        evaluator.dense(Progress.NONE);
        List<Long> done = new ArrayList<>();
        SensitivitySweep.run(
                evaluator,
                trials,
                (now, total) -> {
                    assertEquals((long) MANY * trials.size(), total);
                    done.add(now);
                },
                result -> {});
        assertEquals(done.stream().sorted().toList(), done);
        assertTrue(done.get(done.size() - 1) > MANY * (trials.size() - 1L));
    }

    @Test
    void itCanBeCancelledAndRunAgain() throws JobCancelled {
        evaluator.dense(Progress.NONE);
        int[] reports = {0};
        assertThrows(
                JobCancelled.class,
                () -> SensitivitySweep.run(
                        evaluator,
                        trials(),
                        (now, total) -> {
                            if (reports[0]++ > 5) {
                                throw new JobCancelled();
                            }
                        },
                        result -> {}));
        assertEquals(
                trials().size(),
                SensitivitySweep.run(evaluator, trials(), Progress.NONE, result -> {})
                        .size());
    }

    /** The targets one behind the other within each share: the sweep orders them itself. */
    private List<SensitivitySweep.Trial> trials() {
        List<SensitivitySweep.Trial> trials = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            for (UnitGroup group : network.units().groups()) {
                if (group.isPrunable()) {
                    BitSet units = new BitSet();
                    group.units().stream()
                            .limit(Math.min(count, group.size() - 1))
                            .forEach(units::set);
                    trials.add(new SensitivitySweep.Trial(group.name(), count / 3.0, PruningMask.ofUnits(units)));
                }
            }
        }
        return trials;
    }
}
