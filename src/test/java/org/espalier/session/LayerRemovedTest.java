package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.inference.ForwardPass;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.JobRunner;
import org.espalier.job.Progress;
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
import org.espalier.pruning.Pick;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * On the residual network. Its block [conv2, bn2, conv3, bn3, add1] stands beside a shortcut from relu1: 4·9·3 + 3 = 111,
 * 4·3 = 12, 3·9·4 + 4 = 112 and 2·4 = 8 parameters, together 243.
 */
class LayerRemovedTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final DataSet DATA = DataSet.of(
            "shades",
            List.of("dark", "grey", "bright"),
            Map.of(
                    Split.TRAINING, Stripes.shades(320, SHAPE),
                    Split.VALIDATION, Stripes.shades(60, SHAPE),
                    Split.TEST, Stripes.shades(45, SHAPE)));
    private static final int BLOCK = 243;

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
    void aRemovalIsOneStepThatUndoTakesBack() throws Refused {
        Session session = open(new DirectJobRunner());
        List<String> before = layers(session);
        long all = session.experiment().denseCost().parameters();
        session.removing().take(block(session));

        assertEquals(2, session.history().entries().size());
        Step.LayerRemoved step = assertInstanceOf(
                Step.LayerRemoved.class, session.history().current().state().step());
        assertTrue(step.proof().holds());
        assertEquals(60, step.proof().images());
        assertEquals("Branch removed: conv2, bn2, conv3, bn3, add1; only relu1 goes on", step.sentence());
        assertEquals(all - BLOCK, session.shown().state().cost().parameters());
        List<String> after = new ArrayList<>(before);
        after.removeAll(List.of("conv2", "bn2", "conv3", "bn3", "add1"));
        assertEquals(after, layers(session));
        Evaluation answer = Objects.requireNonNull(session.shown().evaluation());
        Evaluation dense = Objects.requireNonNull(session.dense());
        assertEquals(dense.accuracy(), answer.denseAccuracy());
        assertEquals(answer.correct() - dense.correct(), answer.won() - answer.lost());

        session.undo();
        assertEquals(before, layers(session));
        assertSame(dense, session.shown().evaluation());
        session.redo();
        assertEquals(after, layers(session));
        assertSame(answer, session.shown().evaluation());
        session.reset();
        assertEquals(before, layers(session), "keeping everything again brings layers back");
        assertSame(dense, session.shown().evaluation());
    }

    /** The network without the block, opened as a file of its own, is cut alike by the same wishes. */
    @Test
    void slidersOfWhatIsLeftGoOnAsInANetworkThatNeverHadTheBlock() throws Refused {
        Session session = open(new DirectJobRunner());
        prune(session, "conv4", 0.4);
        BitSet removed = new BitSet();
        removed.set(1);
        session.pick("conv1", removed, Pick.REMOVED);
        prune(session, "conv2", 0.34);
        assertEquals(2, session.shown().state().cost().of("conv2").keptUnits());
        session.removing().take(block(session));
        SessionState state = session.shown().state();
        assertEquals(Map.of("conv4", 0.4), state.plan().shares(), "conv2 took its share with it");
        assertEquals(3, state.cost().of("conv1").keptUnits());
        assertEquals(3, state.cost().of("conv4").keptUnits());
        prune(session, "conv1", 0.5);

        Path file = folder.resolve("without.zip");
        ModelFile.write(session.experiment().network(state.weights()).copyOfEngine(), file);
        Session other = open(new DirectJobRunner(), file);
        other.pick("conv1", removed, Pick.REMOVED);
        prune(other, "conv4", 0.4);
        prune(other, "conv1", 0.5);
        assertEquals(other.shown().state().mask(), session.shown().state().mask());
        assertEquals(other.shown().state().cost(), session.shown().state().cost());
        assertEquals(
                Objects.requireNonNull(other.shown().evaluation()).correct(),
                Objects.requireNonNull(session.shown().evaluation()).correct());
    }

    @Test
    void layersThatBecomeOneTakeInWhatIsSilencedBetweenThem() throws Refused {
        Path file = folder.resolve("linear.zip");
        ModelFile.write(TinyNetworks.linear(CNN2DFormat.NHWC).engine(), file);
        ImageShape shape = new ImageShape(7, 6, 2);
        DataSet data = DataSet.of("shades", List.of("a", "b", "c", "d"), Map.of(Split.VALIDATION, fourClasses(shape)));
        Session session = new Session(new DirectJobRunner(), new EngineSettings(2, 1 << 24));
        opened.add(session);
        session.open(new ModelSource.File(file), () -> data);
        prune(session, "dense1", 0.5);
        Network network = session.experiment().network();
        SessionState before = session.shown().state();
        float[] masked = answers(network, before.mask(), data);
        session.removing().take(find(session, LayerRemoval.Kind.MERGED, "dense1"));
        SessionState after = session.shown().state();
        assertEquals(Map.of(), after.plan().shares());
        assertFalse(after.plan().picks().removed().get(0));
        assertTrue(after.mask().isEmpty(), "what was silent is taken in");
        assertArrayEquals(
                masked, answers(session.experiment().network(after.weights()), PruningMask.NONE, data), 1e-5f);
        assertArrayEquals(
                answers(network, PruningMask.NONE, data),
                answers(without(session, 0, "dense1"), PruningMask.NONE, data),
                1e-5f);
    }

    /** The network of another way, from an entry of the history. */
    private static Network without(Session session, int entry, String layer) throws Refused {
        session.goTo(entry);
        session.removing().take(find(session, LayerRemoval.Kind.MERGED, layer));
        return session.experiment().network(session.shown().state().weights());
    }

    @Test
    void aPreviewIsMeasuredAndShownWhileTheGraphStaysAsItIs() throws Refused {
        Session session = open(new DirectJobRunner());
        prune(session, "conv4", 0.4);
        List<String> before = layers(session);
        SessionState state = session.shown().state();
        session.removing().preview(block(session));
        assertTrue(session.shown().isPreview());
        Evaluation previewed = Objects.requireNonNull(session.shown().evaluation());
        assertEquals(
                state.cost().parameters() - BLOCK,
                session.shown().state().cost().parameters());
        assertSame(state, session.pictured());
        assertEquals(before, layers(session));
        assertEquals(2, session.history().entries().size());
        session.abandonPreview();
        assertSame(state, session.shown().state());
        session.removing().preview(block(session));
        session.removing().take(block(session));
        assertEquals(
                previewed.correct(),
                Objects.requireNonNull(session.shown().evaluation()).correct());
        assertEquals(3, session.history().entries().size());
        assertEquals(1, session.shown().state().weights().number(), "it was made once");
    }

    @Test
    void theNewestPreviewCountsAndASliderEndsIt() throws Refused {
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner);
        runner.runAll();
        session.removing().preview(block(session));
        session.removing().preview(find(session, LayerRemoval.Kind.SKIPPED, "bn2"));
        runner.runAll();
        Step.LayerRemoved shown = assertInstanceOf(
                Step.LayerRemoved.class, session.shown().state().step());
        assertEquals(List.of("bn2"), shown.removal().layers());
        session.preview("conv4", 0.4);
        assertInstanceOf(Step.Pruned.class, session.shown().state().step());
        assertTrue(session.shown().state().weights().areOpened());
        session.removing().preview(block(session));
        session.abandonPreview();
        runner.runAll();
        assertFalse(session.shown().isPreview(), "what comes late of an abandoned preview is of no interest");
        session.removing().take(block(session));
        prune(session, "conv4", 0.4);
        runner.runAll();
        assertEquals(2, session.history().entries().size(), "who has gone on is not taken back");
    }

    @Test
    void removalAndTrainingFollowEachOtherInAnyOrder() throws Refused {
        Session session = open(new DirectJobRunner());
        prune(session, "conv4", 0.4);
        session.tune(settings(2));
        BitSet gone = session.shown().state().weights().gone().units();
        Network tuned = session.experiment().network(session.shown().state().weights());
        session.removing().take(block(session));
        SessionState removed = session.shown().state();
        Network without = session.experiment().network(removed.weights());
        assertArrayEquals(tuned.weights("conv4"), without.weights("conv4"));
        assertEquals(2, removed.weights().gone().units().cardinality());
        assertEquals(2, gone.cardinality());
        assertNotEquals(gone, removed.weights().gone().units(), "units of another structure have other numbers");
        assertEquals(3, removed.cost().of("conv4").keptUnits());
        session.preview("conv4", 0.2);
        assertFalse(session.shown().isPreview(), "what was trained without is gone here too");

        session.tune(settings(2));
        SessionState again = session.shown().state();
        assertEquals(List.of(Step.FineTuned.class, Step.LayerRemoved.class, Step.FineTuned.class), kinds(again));
        assertFalse(layers(session).contains("conv2"));
        assertTrue(Objects.requireNonNull(session.shown().evaluation()).accuracy() > 0.9);
        session.checkOnTest();
        assertEquals(
                45, Objects.requireNonNull(session.testCheck()).evaluation().examples());
        for (int i = 0; i < 4; i++) {
            session.tune(settings(1));
        }
        session.goTo(3);
        assertSame(removed, session.shown().state());
        float[] first = without.weights("conv1");
        assertArrayEquals(first, session.experiment().network(removed.weights()).weights("conv1"));
    }

    private static List<Class<?>> kinds(SessionState state) {
        return state.weights().changes().stream()
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    @Test
    void whatIsExportedAnswersInPlainDeeplearning4j() throws Exception {
        Session session = open(new DirectJobRunner());
        session.removing().take(block(session));
        prune(session, "conv1", 0.5);
        session.removing().take(find(session, LayerRemoval.Kind.MERGED, "bn1"));
        SessionState state = session.shown().state();
        assertEquals(0.5, state.plan().share("conv1"));
        Path out = folder.resolve("small.zip");
        Exported written = Export.write(
                session.experiment(),
                new Export.Request(state.plan(), state.mask(), state.weights(), new ExportTarget(out, false), 50),
                Progress.NONE);
        assertEquals(state.cost().parameters(), written.cost().parameters());
        assertTrue(written.proof().holds());
        float[] expected = answers(session.experiment().network(state.weights()), state.mask(), DATA);
        ComputationGraph plain = ModelSerializer.restoreComputationGraph(out.toFile());
        INDArray images = Nd4j.create(pixels(DATA), new long[] {60, 1, 8, 8}, 'c');
        assertArrayEquals(expected, plain.outputSingle(images).dup('c').data().asFloat(), 1e-5f);
        String beside = Files.readString(folder.resolve("small.json"));
        assertTrue(beside.contains("\"removedParts\""), beside);
        assertTrue(beside.contains("\"branch\"") && beside.contains("\"merged\""), beside);
    }

    @Test
    void singleWeightsOfLayersThatStayAreStillZero() throws Refused {
        Session session = open(new DirectJobRunner());
        session.use(Granularity.WEIGHTS);
        prune(session, "conv4", 0.5);
        prune(session, "conv2", 0.5);
        int zeros = session.shown().state().mask().removedWeights("conv4");
        session.removing().take(block(session));
        assertEquals(Map.of("conv4", 0.5), session.shown().state().plan().shares());
        assertEquals(zeros, session.shown().state().mask().removedWeights("conv4"));
        assertNotNull(session.shown().evaluation());
    }

    private static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
    }

    private static LayerRemoval block(Session session) {
        return find(session, LayerRemoval.Kind.BRANCH, "conv2");
    }

    private static LayerRemoval find(Session session, LayerRemoval.Kind kind, String layer) {
        return session.removing().possible().of(layer).stream()
                .filter(removal -> removal.kind() == kind && removal.layers().contains(layer))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> layers(Session session) {
        return session.structure().graph().layers().stream()
                .map(layer -> layer.name())
                .toList();
    }

    private static void prune(Session session, String layer, double share) {
        session.preview(layer, share);
        session.commit();
    }

    private static Examples fourClasses(ImageShape shape) {
        byte[] pixels = new byte[40 * shape.pixels()];
        byte[] labels = new byte[40];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 % 251);
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 4);
        }
        return Examples.of(shape, 4, pixels, labels);
    }

    private static float[] pixels(DataSet data) throws Refused {
        Examples images = data.examples(Split.VALIDATION);
        float[] pixels = new float[images.size() * images.shape().pixels()];
        images.copyTo(IntStream.range(0, images.size()).toArray(), 0, images.size(), pixels);
        return pixels;
    }

    private static float[] answers(Network network, PruningMask mask, DataSet data) throws Refused {
        int images = data.examples(Split.VALIDATION).size();
        try (ForwardPass pass = ForwardPass.of(network, images)) {
            pass.silence(mask);
            float[] scores = new float[images * pass.classes()];
            pass.run(pixels(data), images, scores);
            return scores;
        }
    }

    private Session open(JobRunner runner) throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        return open(runner, model);
    }

    private Session open(JobRunner runner, Path model) {
        Session session = new Session(
                runner, new EngineSettings(2, 1 << 24), () -> new CheckpointFolder(folder.resolve("checkpoints")));
        opened.add(session);
        session.open(new ModelSource.File(model), () -> DATA);
        return session;
    }
}
