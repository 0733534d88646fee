package org.espalier.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.JobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions on the residual network: conv2 has 3 units, conv4 5. 320 images in batches of 16 are 20 steps an epoch. The
 * weights of its layers: conv1 36, conv2 108, conv3 108, conv4 180, output 15.
 */
abstract class ScheduledSessions {

    static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    static final Examples TRAINING = Stripes.shades(320, SHAPE);
    static final Examples VALIDATION = Stripes.shades(60, SHAPE);
    static final Map<Split, Examples> SPLITS = Map.of(Split.TRAINING, TRAINING, Split.VALIDATION, VALIDATION);
    static final DataSet DATA = DataSet.of("shades", List.of("dark", "grey", "bright"), SPLITS);
    static final PruningPlan UNITS = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
    static final PruningPlan WEIGHTS = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, Experiment.SEED);
    static final Goal FILTERS = new Goal.ByTarget(UNITS.withShare("conv2", 0.67).withShare("conv4", 0.8));

    @TempDir
    private Path folder;

    private final List<Session> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.stream()
                .filter(Session::isOpen)
                .forEach(session -> session.experiment().close());
    }

    static List<Integer> silenced(Session session, History.Entry entry) {
        PruningMask mask = entry.state().mask();
        return List.of(
                5 - mask.kept(session.experiment().network().units().behind("conv4")),
                3 - mask.kept(session.experiment().network().units().behind("conv2")));
    }

    static SchedulePath path(Session session, ScheduledPruning asked) {
        List<SchedulePath> path = new ArrayList<>();
        session.preview(asked, path::add);
        return path.get(0);
    }

    static Network tuned(Session session) throws Refused {
        return session.experiment().network(session.history().current().state().weights());
    }

    static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
    }

    final Session open(JobRunner runner) throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        Session session = new Session(
                runner, new EngineSettings(2, 64 << 20), () -> new CheckpointFolder(folder.resolve("checkpoints")));
        session.open(new ModelSource.File(model), () -> DATA);
        session.tuning().restBehindEachStep();
        opened.add(session);
        return session;
    }
}
