package org.espalier.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.QueuedJobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;

/**
 * A session on the residual network, which learns to tell dark, grey and bright images apart, for tests of what shows it:
 * its jobs wait until they are run. conv2 has 3 units, conv4 5; an epoch is 20 steps.
 */
public record ShadesSession(Session session, QueuedJobRunner runner) implements AutoCloseable {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final DataSet DATA = DataSet.of(
            "shades",
            List.of("dark", "grey", "bright"),
            Map.of(Split.TRAINING, Stripes.shades(320, SHAPE), Split.VALIDATION, Stripes.shades(60, SHAPE)));

    /** @param folder takes its files */
    public static ShadesSession open(Path folder) throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = new Session(
                runner, new EngineSettings(2, 64 << 20), () -> new CheckpointFolder(folder.resolve("checkpoints")));
        session.open(new ModelSource.File(model), () -> DATA);
        session.tuning().restBehindEachStep();
        runner.runAll();
        return new ShadesSession(session, runner);
    }

    /** Prunes to 4 of conv4's units and 2 of conv2's in turns with training; none of it is run yet. */
    public void schedule(Schedule schedule, int epochs) {
        Goal goal = new Goal.ByTarget(session.history()
                .current()
                .state()
                .plan()
                .withShare("conv2", 0.67)
                .withShare("conv4", 0.8));
        session.schedule(new ScheduledPruning(schedule, goal, settings(epochs)), TuningChoice.Start.INHERITED);
    }

    /** With a rate that it learns at. */
    public static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
    }

    /** With a rate that changes nothing, so that no epoch is better than the start. */
    public static FineTuning still(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(1e-30), new Optimiser.Sgd(0), 0, 1);
    }

    /** With a rate at which the loss soon is not a number any more. */
    public static FineTuning wild(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
    }

    @Override
    public void close() {
        session.experiment().close();
    }
}
