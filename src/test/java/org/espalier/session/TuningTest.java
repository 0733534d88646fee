package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
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
import org.espalier.job.JobFailed;
import org.espalier.job.JobRunner;
import org.espalier.job.QueuedJobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network, which cannot tell dark, grey and bright images apart at first. conv2 has 3, conv4 5 units. */
class TuningTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final Map<Split, Examples> SPLITS = Map.of(
            Split.TRAINING, Stripes.shades(320, SHAPE),
            Split.VALIDATION, Stripes.shades(60, SHAPE),
            Split.TEST, Stripes.shades(45, SHAPE));
    private static final DataSet DATA = DataSet.of("shades", List.of("dark", "grey", "bright"), SPLITS);

    @TempDir
    private Path folder;

    private final List<Session> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.stream()
                .filter(Session::isOpen)
                .forEach(session -> session.experiment().close());
    }

    @Test
    void aTrainingIsOneStepAndItsNetworkIsMeasuredAgainstTheDenseOne() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        prune(session, "conv4", 0.4);
        Evaluation pruned = Objects.requireNonNull(session.shown().evaluation());
        PruningMask mask = session.shown().state().mask();
        float[] opened = session.experiment().network().weights("conv4");
        session.tune(settings(3));

        assertEquals(3, session.history().entries().size());
        assertFalse(session.tuning().isActive());
        SessionState tuned = session.history().current().state();
        Step.FineTuned step = assertInstanceOf(Step.FineTuned.class, tuned.step());
        assertEquals(3, step.epochs().size());
        assertEquals(pruned.accuracy(), step.startAccuracy(), 1e-9);
        Evaluation after = Objects.requireNonNull(session.shown().evaluation());
        assertEquals(step.best().validationAccuracy(), after.accuracy(), 1e-9, "two ways to the same accuracy");
        assertTrue(after.accuracy() > 0.9, "it learns: " + after.accuracy());
        assertEquals(Objects.requireNonNull(session.dense()).accuracy(), after.denseAccuracy());
        assertEquals(after.correct() - session.dense().correct(), after.won() - after.lost());
        assertEquals(mask, tuned.mask());
        assertEquals(session.history().entries().get(1).state().cost(), tuned.cost());
        assertEquals(1, tuned.weights().number());
        assertArrayEquals(opened, session.experiment().network().weights("conv4"), "the opened network is as it was");
        assertEquals(
                60,
                Objects.requireNonNull(session.tuning().course())
                        .losses()
                        .points()
                        .size());
    }

    @Test
    void undoAndRedoGoBetweenNetworks() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        prune(session, "conv4", 0.4);
        Evaluation pruned = session.shown().evaluation();
        session.tune(settings(3));
        Evaluation tuned = session.shown().evaluation();
        session.undo();
        assertSame(pruned, session.shown().evaluation());
        assertTrue(session.shown().state().weights().areOpened());
        session.preview("conv2", 0.34);
        Evaluation other = Objects.requireNonNull(session.shown().evaluation());
        session.abandonPreview();
        session.redo();
        assertSame(tuned, session.shown().evaluation());
        session.preview("conv2", 0.34);
        Evaluation onTuned = Objects.requireNonNull(session.shown().evaluation());
        assertTrue(onTuned.accuracy() > other.accuracy(), "each with the weights of its own state");
        session.goTo(0);
        assertSame(session.dense(), session.shown().evaluation());
        session.checkOnTest();
        double before = Objects.requireNonNull(session.testCheck()).evaluation().accuracy();
        session.goTo(2);
        session.checkOnTest();
        Evaluation onTest = session.testCheck().evaluation();
        assertEquals(45, onTest.examples());
        assertTrue(onTest.accuracy() > before);
        assertEquals(before, onTest.denseAccuracy());
    }

    @Test
    void whatWasRemovedStaysRemovedAndSharesStayOfTheOriginalWidth() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        prune(session, "conv4", 0.4);
        BitSet gone = session.shown().state().mask().units();
        session.tune(settings(3));
        assertEquals(0.4, session.shown().state().plan().share("conv4"));
        session.preview("conv4", 0.2);
        assertFalse(session.shown().isPreview(), "no share below what is gone");
        session.preview("conv4", 0.6);
        BitSet more = session.shown().state().mask().units();
        assertEquals(3, more.cardinality(), "three of five");
        more.and(gone);
        assertEquals(gone, more);
        session.commit();
        session.use(Criterion.RANDOM);
        BitSet other = session.shown().state().mask().units();
        assertEquals(3, other.cardinality());
        other.and(gone);
        assertEquals(gone, other);
        session.use(Granularity.WEIGHTS);
        assertEquals(gone, session.shown().state().mask().units());
        long parameters = session.shown().state().cost().parameters();
        session.preview("output", 0.5);
        assertTrue(session.shown().state().cost().parameters() < parameters);
        session.commit();
        session.reset();
        assertTrue(
                session.shown().state().weights().areOpened(), "everything is there again in the opened network only");
        assertTrue(session.shown().state().mask().isEmpty());
        assertSame(session.dense(), session.shown().evaluation());
    }

    @Test
    void rankingsAreThoseOfTheTunedWeights() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        float[] before = session.scores().of("conv4").scores();
        session.tune(settings(2));
        float[] after = session.scores().of("conv4").scores();
        Network tuned = session.experiment().network(session.shown().state().weights());
        assertSame(session.experiment().network().form(), tuned.form(), "it will be stored like the opened one");
        float[] weights = tuned.weights("conv4");
        double first = 0;
        for (int i = 0; i < weights.length / 5; i++) {
            first += Math.abs(weights[i]);
        }
        assertEquals(first, after[0], 1e-4);
        assertNotEquals(before[0], after[0]);
        session.reset();
        assertEquals(1, session.shown().state().weights().number(), "trained with everything there, so it is kept");
    }

    @Test
    void aPausedTrainingComesToTheSameNetworkAndLeavesTheEngineToOthers() throws Refused {
        Session whole = open(new DirectJobRunner(), DATA);
        whole.tune(settings(2));
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner, DATA);
        runner.runAll();
        session.tune(settings(2));
        session.tuning().pause();
        runner.runAll();
        assertEquals(Tuning.Phase.PAUSED, session.tuning().phase());
        session.preview("conv4", 0.4);
        runner.runAll();
        assertNotNull(session.shown().evaluation(), "sliders are answered meanwhile");
        session.abandonPreview();
        session.tuning().resume();
        runner.run(0);
        session.tuning().pause();
        runner.runAll();
        assertEquals(Tuning.Phase.PAUSED, session.tuning().phase());
        assertEquals(1, session.history().entries().size());
        session.tuning().resume();
        runner.runAll();
        assertEquals(Tuning.Phase.IDLE, session.tuning().phase());
        assertArrayEquals(tuned(whole).weights("conv4"), tuned(session).weights("conv4"));
        assertArrayEquals(tuned(whole).values("bn1", "mean"), tuned(session).values("bn1", "mean"));
    }

    private static Network tuned(Session session) throws Refused {
        return session.experiment().network(session.history().current().state().weights());
    }

    @Test
    void aCancelledTrainingLeavesNothingOrItsBestEpoch() throws Refused {
        for (Tuning.Leave leave : Tuning.Leave.values()) {
            QueuedJobRunner runner = new QueuedJobRunner();
            Session session = open(runner, DATA);
            runner.runAll();
            session.tune(settings(500));
            while (bestSoFar(session) < 0.9) {
                runner.run(0);
            }
            session.tuning().cancel(leave);
            assertEquals(Tuning.Phase.ENDING, session.tuning().phase());
            assertTrue(runner.cancelled().contains("Fine-tuning"), "the job under way is told");
            runner.runAll();
            assertFalse(session.tuning().isActive());
            assertEquals("", session.tuning().remark());
            assertEquals(
                    leave == Tuning.Leave.BEST ? 2 : 1,
                    session.history().entries().size());
            if (leave == Tuning.Leave.BEST) {
                Evaluation best = Objects.requireNonNull(session.shown().evaluation());
                assertTrue(best.accuracy() >= 0.9);
            }
        }
    }

    private static double bestSoFar(Session session) {
        TuningCourse course = Objects.requireNonNull(session.tuning().course());
        return course.epochs().stream()
                .mapToDouble(epoch -> epoch.validationAccuracy())
                .max()
                .orElse(0);
    }

    @Test
    void cancellingBeforeAnythingIsBetterSaysSo() throws Refused {
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner, DATA);
        runner.runAll();
        session.tune(settings(5));
        session.tuning().cancel(Tuning.Leave.BEST);
        runner.runAll();
        assertEquals(1, session.history().entries().size());
        assertTrue(
                session.tuning().remark().startsWith("No epoch had brought"),
                session.tuning().remark());
    }

    @Test
    void whoHasGoneOnIsNotTakenBack() throws Refused {
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner, DATA);
        runner.runAll();
        session.tune(settings(3));
        runner.run(0);
        prune(session, "conv2", 0.34);
        runner.runAll();
        assertEquals(3, session.history().entries().size());
        assertEquals(1, session.history().current().id());
        History.Entry branch = session.history().entries().get(2);
        assertEquals(0, branch.parent().orElseThrow());
        assertNotNull(branch.evaluation(), "it is measured all the same");
        assertSame(branch, session.trainedAside(), "and it can be told of");
        session.undo();
        session.redo();
        assertEquals(1, session.history().current().id());
        session.tune(settings(1));
        assertNull(session.trainedAside(), "another training");
        runner.runAll();
        assertEquals(4, session.history().entries().size());
        assertNull(session.trainedAside(), "a step like any other");
    }

    @Test
    void anotherNetworkEndsATraining() throws Refused {
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner, DATA);
        runner.runAll();
        session.tune(settings(3));
        runner.run(0);
        session.open(new ModelSource.File(folder.resolve("residual.zip")), () -> DATA);
        runner.runAll();
        assertFalse(session.tuning().isActive());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void trainingsThatCannotBeginAreRefusedAndNothingChanges() throws Refused {
        DataSet without =
                DataSet.of("shades", List.of("a", "b", "c"), Map.of(Split.VALIDATION, Stripes.shades(60, SHAPE)));
        assertRefused("has no training images", without, settings(1));
        byte[] twoClasses = new byte[64 * 30];
        DataSet missing = DataSet.of(
                "shades",
                List.of("a", "b", "c"),
                Map.of(
                        Split.VALIDATION,
                        Stripes.shades(60, SHAPE),
                        Split.TRAINING,
                        Examples.of(SHAPE, 3, twoClasses, new byte[30])));
        FineTuning small = new FineTuning(1, 8, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
        assertRefused("no training image of class 1", missing, small);
        FineTuning large = new FineTuning(1, 321, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
        assertRefused("larger than the training split", DATA, large);
    }

    private void assertRefused(String words, DataSet data, FineTuning settings) throws Refused {
        Session session = open(new DirectJobRunner(), data);
        JobFailed failed = assertThrows(JobFailed.class, () -> session.tune(settings));
        assertTrue(String.valueOf(failed.getMessage()).contains(words), failed.getMessage());
        assertFalse(session.tuning().isActive());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void aLossThatIsNotANumberIsToldWithItsRate() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        session.tune(new FineTuning(3, 16, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1));
        assertEquals(
                "Fine-tuning has ended: at a learning rate of 100 the loss was not a number any more."
                        + " Everything is as it was before. Try a smaller rate.",
                session.tuning().remark());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void weightsThatAreRemovedSinglyStayZero() throws Refused {
        Session session = open(new DirectJobRunner(), DATA);
        session.use(Granularity.WEIGHTS);
        session.previewAll(ShareOf.UNITS, 0.5);
        session.commit();
        PruningMask mask = session.shown().state().mask();
        session.tune(settings(2));
        Network tuned = tuned(session);
        for (String layer : mask.layersWithRemovedWeights()) {
            float[] weights = tuned.weights(layer);
            Objects.requireNonNull(mask.weightsOf(layer)).places().stream()
                    .forEach(place -> assertEquals(0f, weights[place]));
        }
        session.previewAll(ShareOf.UNITS, 0.7);
        PruningMask more = session.shown().state().mask();
        for (String layer : mask.layersWithRemovedWeights()) {
            BitSet places = Objects.requireNonNull(mask.weightsOf(layer)).places();
            BitSet both = Objects.requireNonNull(more.weightsOf(layer)).places();
            both.and(places);
            assertEquals(places, both);
        }
    }

    private static void prune(Session session, String layer, double share) {
        session.preview(layer, share);
        session.commit();
    }

    private static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
    }

    private Session open(JobRunner runner, DataSet data) throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        Session session = new Session(
                runner, new EngineSettings(2, 64 << 20), () -> new CheckpointFolder(folder.resolve("checkpoints")));
        session.open(new ModelSource.File(model), () -> data);
        session.tuning().restBehindEachStep();
        opened.add(session);
        return session;
    }
}
