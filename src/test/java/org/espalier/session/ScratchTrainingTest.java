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
