package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.job.DirectJobRunner;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.pruning.Pick;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network: conv1 (4 filters) is coupled with conv3; conv2 has 3, conv4 5, output 3 units. */
class PickedTest {

    @TempDir
    private Path folder;

    private final Session session = new Session(new DirectJobRunner());
    private final Locale before = Text.language();

    @BeforeEach
    void open() throws Refused {
        Text.use(Locale.ENGLISH);
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        session.open(new ModelSource.File(model), () -> DrawnExamples.set("drawn", new ImageShape(8, 8, 1)));
    }

    @AfterEach
    void close() {
        session.experiment().close();
        Text.use(before);
    }

    @Test
    void aPickIsOneMeasuredStepThatCanBeUndone() throws Refused {
        session.pick("conv3", channels(1, 2), Pick.REMOVED);
        assertEquals(2, session.history().entries().size());
        assertEquals("conv3: removed filters 1, 2 by hand", step());
        assertEquals(2, kept("conv3"));
        assertEquals(2, kept("conv1"), "coupled");
        assertEquals(3, kept("conv2"));
        assertNotNull(session.shown().evaluation());
        session.undo();
        assertEquals(4, kept("conv3"));
        session.redo();
        assertEquals(2, kept("conv3"));
    }

    @Test
    void whatIsKeptByHandStaysUnderTheSlider() throws Refused {
        session.pick("conv4", channels(0, 1, 2, 3), Pick.KEPT);
        assertEquals("conv4: kept filters 0–3 by hand", step());
        session.preview("conv4", 0.6);
        session.commit();
        assertEquals(4, kept("conv4"), "three of five are asked for, one may go");
        session.pick("conv4", channels(0, 1, 2, 3), Pick.RANKED);
        assertEquals("conv4: left filters 0–3 to the ranking again", step());
        assertEquals(2, kept("conv4"));
    }

    @Test
    void picksSurviveAnotherCriterionAndEndWithTheGranularity() throws Refused {
        session.pick("conv4", channels(3), Pick.REMOVED);
        assertEquals("conv4: removed filter 3 by hand", step());
        session.use(Criterion.RANDOM);
        assertEquals(4, kept("conv4"));
        session.use(Granularity.WEIGHTS);
        assertTrue(session.shown().state().mask().isEmpty());
        session.pick("conv4", channels(3), Pick.REMOVED);
        assertTrue(session.shown().state().mask().isEmpty(), "single weights are not picked");
    }

    @Test
    void emptyingALayerIsRefusedAndChangesNothing() {
        Refused refused =
                assertThrows(Refused.class, () -> session.pick("conv4", channels(0, 1, 2, 3, 4), Pick.REMOVED));
        assertEquals("Nothing of conv4 would be left. Keep at least one of its units.", refused.sentence());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void onlyWhatChangesSomethingIsAStep() throws Refused {
        session.pick("conv4", channels(1), Pick.RANKED);
        session.pick("output", channels(1), Pick.REMOVED);
        session.pick("pool1", channels(1), Pick.REMOVED);
        session.lock("conv1", true);
        session.pick("conv3", channels(1), Pick.REMOVED);
        assertEquals(1, session.history().entries().size());
        session.lock("conv1", false);
        session.pick("conv3", channels(1), Pick.REMOVED);
        session.pick("conv1", channels(1), Pick.REMOVED);
        assertEquals(2, session.history().entries().size(), "the same unit, seen from a coupled layer");
    }

    @Test
    void aPickTakesThePlaceOfWhatIsUnderTheHand() throws Refused {
        session.preview("conv2", 0.34);
        session.pick("conv4", channels(1), Pick.REMOVED);
        assertFalse(session.shown().isPreview());
        assertEquals(3, kept("conv2"));
        assertEquals(4, kept("conv4"));
    }

    @Test
    void resettingForgetsPicksAndLeavesGuards() throws Refused {
        session.use(new Guards(1, 2));
        session.pick("conv4", channels(1), Pick.REMOVED);
        session.reset();
        assertTrue(session.shown().state().mask().isEmpty());
        assertEquals(new Guards(1, 2), session.shown().state().plan().guards());
    }

    @Test
    void guardsAreAStepThatHoldsForAllLayers() {
        session.previewAll(ShareOf.UNITS, 0.95);
        session.commit();
        assertEquals(1, kept("conv4"));
        session.use(new Guards(1, 2));
        assertEquals("Units kept: any number, at least 2", step());
        assertEquals(2, kept("conv4"));
        assertEquals(2, kept("conv1"));
        session.use(new Guards(4, 2));
        assertEquals("Units kept: multiples of 4, at least 2", step());
        assertEquals(4, kept("conv4"), "of five, four may stay");
        assertEquals(4, kept("conv1"));
        assertEquals(3, kept("conv2"), "three are no multiple, so all stay");
        session.use(new Guards(4, 2));
        assertEquals(4, session.history().entries().size());
    }

    @Test
    void aShareOfTheNetworksParametersMovesAllThatIsFree() {
        session.lock("conv2", true);
        session.previewAll(ShareOf.PARAMETERS, 0.5);
        session.commit();
        assertEquals("All unlocked layers: 50 % of the network's parameters", step());
        assertEquals(3, kept("conv2"));
        double all = session.experiment().denseCost().parameters();
        double lost = 1 - session.shown().state().cost().parameters() / all;
        assertEquals(lost, session.shares().ofNetwork(session.shown().state().plan(), ShareOf.PARAMETERS));
        assertEquals(0.5, lost, 0.1, "there are few units to choose from");
    }

    @Test
    void aShareOfALayersParametersIsAskedForByItsName() {
        session.preview("conv4", ShareOf.PARAMETERS, 0.4);
        session.commit();
        assertEquals("conv4: 0 % → 40 % of its parameters", step());
        assertEquals(3, kept("conv4"));
        session.preview("conv4", ShareOf.MULTIPLY_ADDS, 0.6);
        session.commit();
        assertEquals("conv4: 40 % → 60 % of its multiply-adds", step());
    }

    @Test
    void manyUnitsAreCounted() {
        var layer = session.experiment().network().graph().layer("conv4");
        assertEquals("filters 0, 1, 5, 7–9", Channels.sentence(layer, channels(0, 1, 5, 7, 8, 9)));
        int[] odd = IntStream.range(0, 20).map(i -> 2 * i + 1).toArray();
        assertEquals("20 filters", Channels.sentence(layer, channels(odd)));
        var dense = session.experiment().network().graph().layer("output");
        assertEquals("neuron 2", Channels.sentence(dense, channels(2)));
    }

    private String step() {
        return session.shown().state().step().sentence();
    }

    private int kept(String layer) {
        return session.shown().state().cost().of(layer).keptUnits();
    }

    private static BitSet channels(int... channels) {
        BitSet set = new BitSet();
        IntStream.of(channels).forEach(set::set);
        return set;
    }
}
