package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network, whose running averages move in every step. */
class CancelledTrainingTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final DataSet DATA = DataSet.of(
            "shades",
            List.of("dark", "grey", "bright"),
            Map.of(Split.TRAINING, Stripes.shades(320, SHAPE), Split.VALIDATION, Stripes.shades(60, SHAPE)));
    /** 20 steps in an epoch. */
    private static final FineTuning SETTINGS =
            new FineTuning(3, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);

    @TempDir
    private Path folder;

    @Test
    void whicheverBatchItIsCancelledInTheNetworkStaysBitForBitAndTheNextTrainingIsWhole() throws Refused, JobCancelled {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        try (Experiment experiment =
                Experiment.open(new ModelSource.File(model), DATA, new EngineSettings(2, 64 << 20))) {
            SessionState pruned = experiment.pruned(
                    PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1).withShare("conv4", 0.4));
            long before = experiment.network().checksum();
            float[] averages = experiment.network().values("bn1", "mean");
            long trained = trained(experiment, pruned, Progress.NONE);
            assertNotEquals(before, trained, "training changes something");
            SplittableRandom random = new SplittableRandom(11);
            for (int trial = 0; trial < 25; trial++) {
                long images = random.nextInt(3 * 320);
                Progress cancels = (done, total) -> {
                    if (done >= images) {
                        throw new JobCancelled();
                    }
                };
                assertThrows(JobCancelled.class, () -> trained(experiment, pruned, cancels), "at image " + images);
                assertEquals(before, experiment.network().checksum(), "at image " + images);
                assertArrayEquals(averages, experiment.network().values("bn1", "mean"));
            }
            assertEquals(trained, trained(experiment, pruned, Progress.NONE));
        }
    }

    /** Trains to the end; the checksum of what came of it. */
    private static long trained(Experiment experiment, SessionState from, Progress progress)
            throws Refused, JobCancelled {
        try (StateTraining training = new StateTraining(experiment, from, SETTINGS)) {
            SessionState state = training.run(progress, news -> {}).state();
            assertNotNull(state);
            return experiment.network(Objects.requireNonNull(state).weights()).checksum();
        }
    }
}
