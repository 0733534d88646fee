package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.QueuedJobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Method;
import org.espalier.training.TuningChoice.Schedule;
import org.espalier.training.TuningChoice.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network, where conv4 has 5 units. */
class ScratchTrainingTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final Map<Split, Examples> SPLITS =
            Map.of(Split.TRAINING, Stripes.shades(320, SHAPE), Split.VALIDATION, Stripes.shades(60, SHAPE));

    @TempDir
    private Path folder;

    private Session session = new Session(new DirectJobRunner());

    @BeforeEach
    void open() throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        session = new Session(
                new DirectJobRunner(),
                new EngineSettings(2, 64 << 20),
                () -> new CheckpointFolder(folder.resolve("checkpoints")));
        session.open(
                new ModelSource.File(model), () -> DataSet.of("shades", List.of("dark", "grey", "bright"), SPLITS));
    }

    @AfterEach
    void close() {
        session.experiment().close();
    }

    @Test
    void theControlIsAStepOfItsOwnWithTheSameMaskAndFreshWeights() throws Refused {
        prune();
        session.tune(settings(3, 0.02));
        SessionState tuned = session.shown().state();
        session.trainFromScratch(settings(3, 0.02));
        SessionState control = session.shown().state();
        Step.FromScratch step = assertInstanceOf(Step.FromScratch.class, control.step());
        assertEquals(tuned.mask(), control.mask());
        assertEquals(tuned.cost(), control.cost());
        assertEquals(1, control.weights().trainings().size(), "nothing of it was trained before");
        Evaluation measured = Objects.requireNonNull(session.shown().evaluation());
        assertEquals(step.endAccuracy(), measured.accuracy(), 1e-9);
        assertTrue(measured.accuracy() > 0.6, "it learns: " + measured.accuracy());
        assertEquals(2, session.history().current().parent().orElseThrow());
        session.goTo(2);
        session.trainFromScratch(settings(3, 0.02));
        assertArrayEquals(
                network(control).weights("conv1"),
                network(session.shown().state()).weights("conv1"),
                "the same seed, the same network");
    }

    /** Without a step worth the name, what is there is what was drawn: for 4·9 inputs and 3·9 outputs of conv4. */
    @Test
    void weightsAreDrawnForTheSizesOfTheCutNetwork() throws Refused {
        prune();
        PruningMask mask = session.shown().state().mask();
        session.trainFromScratch(settings(1, 1e-30));
        Network control = network(session.shown().state());
        Network cut = Surgeon.cut(control, mask);
        Network drawn = FreshStart.of(Surgeon.cut(session.experiment().network(), mask), 1);
        for (String layer : List.of("conv1", "conv2", "conv3", "conv4", "output")) {
            assertArrayEquals(drawn.weights(layer), cut.weights(layer), layer);
        }
        assertNotEquals(session.experiment().network().weights("conv1")[0], control.weights("conv1")[0]);
    }

    @Test
    void singleWeightsThatWereRemovedStayRemoved() throws Refused {
        session.use(Granularity.WEIGHTS);
        session.previewAll(ShareOf.UNITS, 0.5);
        session.commit();
        session.trainFromScratch(settings(2, 0.02));
        PruningMask mask = session.shown().state().mask();
        Network control = network(session.shown().state());
        for (String layer : mask.layersWithRemovedWeights()) {
            float[] weights = control.weights(layer);
            Objects.requireNonNull(mask.weightsOf(layer)).places().stream()
                    .forEach(place -> assertEquals(0f, weights[place]));
        }
    }

    /** What was removed as a whole is no more in the control than in what it is compared with. */
    @Test
    void layersThatWereRemovedStayRemoved() throws Refused {
        session.removing()
                .take(session.removing().possible().of("bn2").stream()
                        .filter(removal -> removal.kind() == LayerRemoval.Kind.SKIPPED)
                        .findFirst()
                        .orElseThrow());
        prune();
        session.tune(settings(1, 0.02));
        SessionState tuned = session.shown().state();
        session.trainFromScratch(settings(1, 0.02));
        SessionState control = session.shown().state();
        assertEquals(tuned.cost(), control.cost());
        assertEquals(1, control.weights().removals().size());
        assertEquals(1, control.weights().trainings().size());
        assertFalse(network(control).graph().has("bn2"));
        Step.FromScratch step = assertInstanceOf(Step.FromScratch.class, control.step());
        assertEquals(
                step.endAccuracy(),
                Objects.requireNonNull(session.shown().evaluation()).accuracy(),
                1e-9);
    }

    @Test
    void theControlComesBehindTheTrainingAndTheUserStaysWhereHeIs() throws Refused {
        prune();
        session.train(choice(3, Start.BOTH));
        assertEquals(4, session.history().entries().size());
        assertEquals(2, session.history().current().id(), "the one with the inherited weights");
        Step.FineTuned tuned =
                assertInstanceOf(Step.FineTuned.class, entry(2).state().step());
        Step.FromScratch control =
                assertInstanceOf(Step.FromScratch.class, entry(3).state().step());
        assertEquals(tuned.settings(), control.settings());
        assertEquals(entry(2).state().cost(), entry(3).state().cost());
        assertEquals(2, entry(3).parent().orElseThrow());
        assertEquals(
                control.endAccuracy(),
                Objects.requireNonNull(entry(3).evaluation()).accuracy(),
                1e-9);
        assertEquals(
                new ScratchComparison(tuned.endAccuracy(), control.endAccuracy(), 60).sentence(),
                session.tuning().remark());
        assertTrue(Objects.requireNonNull(session.tuning().course()).isFresh());
        session.undo();
        session.redo();
        assertEquals(2, session.history().current().id());
    }

    @Test
    void theControlOfAScheduleHasAsManyEpochsAsAllItsRounds() throws Refused {
        prune();
        GoalChoice sliders = new GoalChoice(GoalChoice.Kind.SLIDERS, 0.5);
        ScheduleChoice twoRounds = new ScheduleChoice(ScheduleChoice.Kind.ITERATIVE, 2, 0, choice(2, Start.BOTH));
        session.schedule(session.planned(twoRounds, sliders), Start.BOTH);
        assertEquals(5, session.history().entries().size());
        assertEquals(3, session.history().current().id(), "the last round");
        Step.FromScratch control =
                assertInstanceOf(Step.FromScratch.class, entry(4).state().step());
        assertEquals(4, control.epochs().size());
        assertEquals(entry(3).state().mask(), entry(4).state().mask());
    }

    @Test
    void freshWeightsAloneAreTheNextStep() throws Refused {
        prune();
        session.train(choice(1, Start.FRESH));
        assertInstanceOf(
                Step.FromScratch.class, session.history().current().state().step());
        assertEquals("", session.tuning().remark());
    }

    /** A control of something that was not trained to its end would be none. */
    @Test
    void whoStopsTheTrainingGetsNoControl() throws Refused {
        QueuedJobRunner queue = new QueuedJobRunner();
        Path model = folder.resolve("residual.zip");
        Session queued = new Session(queue);
        queued.open(new ModelSource.File(model), () -> DataSet.of("shades", List.of("dark", "grey", "bright"), SPLITS));
        queue.runAll();
        queued.train(choice(500, Start.BOTH));
        while (Objects.requireNonNull(queued.tuning().course()).epochs().size() < 4) {
            queue.run(0);
        }
        queued.tuning().cancel(Tuning.Leave.BEST);
        queue.runAll();
        assertFalse(queued.tuning().isActive());
        assertFalse(queued.tuning().course().isFresh());
        assertTrue(queued.history().entries().stream()
                .noneMatch(entry -> entry.state().step() instanceof Step.FromScratch));
        queued.experiment().close();
    }

    private static TuningChoice choice(int epochs, Start start) {
        return new TuningChoice(epochs, 0.02, Schedule.CONSTANT, Method.ADAM, 16, 0, 0, 1, start, null);
    }

    private History.Entry entry(int id) {
        return session.history().entries().get(id);
    }

    private void prune() {
        session.preview("conv4", 0.4);
        session.commit();
    }

    private Network network(SessionState state) throws Refused {
        return session.experiment().network(state.weights());
    }

    private static FineTuning settings(int epochs, double rate) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(rate), Optimiser.adam(), 0, 1);
    }
}
