package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.JobFailed;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.text.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the residual network: conv1 (4 filters) is coupled with conv3; conv2 has 3, conv4 5, output 3 units. */
class SessionTest {

    private static final DataSet DATA = DrawnExamples.set("drawn", new ImageShape(8, 8, 1));

    @TempDir
    private Path folder;

    private final Session session = new Session(new DirectJobRunner());
    private final List<Change> heard = new ArrayList<>();
    private Path model = Path.of("");

    @BeforeEach
    void open() throws Refused {
        model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        session.addListener(heard::add);
        session.open(new ModelSource.File(model), () -> DATA);
    }

    @AfterEach
    void close() {
        session.experiment().close();
    }

    @Test
    void openingShowsTheDenseNetworkMeasured() {
        assertEquals(List.of(Change.OPENED, Change.HISTORY, Change.SHOWN, Change.SHOWN), heard);
        assertEquals(
                new Step.Opened("residual.zip", "drawn"),
                session.shown().state().step());
        assertEquals(60, Objects.requireNonNull(session.dense()).examples());
        assertSame(session.dense(), session.shown().evaluation());
        assertEquals(session.experiment().denseCost(), session.shown().state().cost());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void nothingIsOpenAtFirst() {
        Session fresh = new Session(new DirectJobRunner());
        assertFalse(fresh.isOpen());
        assertThrows(IllegalStateException.class, fresh::experiment);
        assertThrows(IllegalStateException.class, fresh::history);
    }

    @Test
    void aPreviewIsMeasuredButNoStep() {
        heard.clear();
        session.preview("conv2", 0.34);
        assertTrue(session.shown().isPreview());
        assertNotNull(session.shown().evaluation());
        assertEquals(2, session.shown().state().cost().of("conv2").keptUnits());
        assertEquals(1, session.history().entries().size());
        assertFalse(heard.contains(Change.HISTORY));
        session.abandonPreview();
        assertFalse(session.shown().isPreview());
        assertSame(session.history().first().state(), session.shown().state());
    }

    @Test
    void committingMakesOneStepOfWhatWasMeasured() {
        session.preview("conv2", 0.1);
        session.preview("conv2", 0.34);
        Evaluation measured = session.shown().evaluation();
        heard.clear();
        session.commit();
        assertEquals(2, session.history().entries().size());
        assertEquals(
                new Step.Pruned("conv2", ShareOf.UNITS, 0, 0.34),
                session.shown().state().step());
        assertSame(measured, session.shown().evaluation());
        assertEquals(List.of(Change.HISTORY, Change.SHOWN), heard);
    }

    @Test
    void committingTheSameShareAgainDoesNothing() {
        prune("conv2", 0.34);
        session.preview("conv2", 0.34);
        session.commit();
        session.preview("conv2", 0.6);
        session.preview("conv2", 0.34);
        session.commit();
        session.commit();
        assertEquals(2, session.history().entries().size());
        assertFalse(session.shown().isPreview());
    }

    @Test
    void sharesAreOfTheOriginalSizeSoStepsDoNotCompound() {
        prune("conv4", 0.4);
        prune("conv4", 0.6);
        assertEquals(
                new Step.Pruned("conv4", ShareOf.UNITS, 0.4, 0.6),
                session.shown().state().step());
        assertEquals(2, session.shown().state().cost().of("conv4").keptUnits());
    }

    @Test
    void undoRedoAndGoingToAStateShowIt() {
        prune("conv2", 0.34);
        prune("conv4", 0.4);
        session.undo();
        assertEquals(0, session.shown().state().plan().share("conv4"));
        assertEquals(0.34, session.shown().state().plan().share("conv2"));
        session.redo();
        assertEquals(0.4, session.shown().state().plan().share("conv4"));
        session.goTo(0);
        assertSame(session.dense(), session.shown().evaluation());
        assertEquals(3, session.history().entries().size());
    }

    @Test
    void undoDropsWhatIsUnderTheHand() {
        prune("conv2", 0.34);
        session.preview("conv4", 0.4);
        session.undo();
        assertFalse(session.shown().isPreview());
        assertEquals(0, session.history().current().id());
    }

    @Test
    void resettingIsAStepThatKeepsEverything() {
        session.reset();
        assertEquals(1, session.history().entries().size(), "there was nothing to reset");
        prune("conv2", 0.34);
        session.reset();
        assertEquals(new Step.Reset(), session.shown().state().step());
        assertTrue(session.shown().state().mask().isEmpty());
        assertEquals(session.dense(), session.shown().evaluation());
        session.undo();
        assertEquals(0.34, session.shown().state().plan().share("conv2"));
    }

    @Test
    void anotherCriterionKeepsTheShares() {
        prune("conv2", 0.34);
        session.use(Criterion.RANDOM);
        assertEquals(
                new Step.RankedBy(Criterion.RANDOM), session.shown().state().step());
        assertEquals(0.34, session.shown().state().plan().share("conv2"));
        assertEquals(2, session.shown().state().cost().of("conv2").keptUnits());
        session.use(Criterion.RANDOM);
        assertEquals(3, session.history().entries().size(), "the same criterion is no step");
    }

    @Test
    void anotherGranularityClearsTheShares() {
        prune("conv2", 0.34);
        session.use(Granularity.WEIGHTS);
        assertEquals(
                new Step.CutBy(Granularity.WEIGHTS), session.shown().state().step());
        assertTrue(session.shown().state().mask().isEmpty());
        assertTrue(session.isPrunable("output"));
        prune("conv3", 0.5);
        assertEquals(0, session.shown().state().plan().share("conv1"), "weights are not coupled");
        assertEquals(54, session.shown().state().mask().removedWeights("conv3"), "half of 3 · 9 · 4");
        session.use(Granularity.UNITS);
        assertEquals(4, session.shown().state().cost().of("conv1").keptUnits());
    }

    @Test
    void coupledLayersMoveTogether() {
        assertEquals("conv1", session.targetOf("conv3"));
        prune("conv3", 0.5);
        assertEquals(
                new Step.Pruned("conv1", ShareOf.UNITS, 0, 0.5),
                session.shown().state().step());
        assertEquals(2, session.shown().state().cost().of("conv1").keptUnits());
        assertEquals(2, session.shown().state().cost().of("conv3").keptUnits());
    }

    @Test
    void whatCannotBePrunedIsNotPreviewed() {
        assertFalse(session.isPrunable("output"));
        assertFalse(session.isPrunable("pool1"));
        session.preview("output", 0.5);
        session.preview("pool1", 0.5);
        assertFalse(session.shown().isPreview());
    }

    @Test
    void aLockStopsItsWholeGroup() {
        heard.clear();
        session.lock("conv3", true);
        session.lock("conv1", true);
        assertEquals(List.of(Change.LOCKS), heard, "told once");
        assertTrue(session.isLocked("conv1"));
        session.preview("conv1", 0.5);
        assertFalse(session.shown().isPreview());
        session.previewAll(ShareOf.UNITS, 0.4);
        session.commit();
        assertEquals(
                new Step.PrunedAll(ShareOf.UNITS, 0.4), session.shown().state().step());
        assertEquals(0, session.shown().state().plan().share("conv1"));
        assertEquals(0.4, session.shown().state().plan().share("conv2"));
        assertEquals(0.4, session.shown().state().plan().share("conv4"));
        session.lock("conv1", false);
        session.preview("conv1", 0.5);
        assertTrue(session.shown().isPreview());
    }

    @Test
    void aLockSurvivesTheHistoryWhichMovesLockedLayersToo() {
        prune("conv2", 0.34);
        session.lock("conv2", true);
        session.undo();
        assertEquals(0, session.shown().state().plan().share("conv2"), "undo takes the step back");
        assertTrue(session.isLocked("conv2"), "and leaves the lock");
        session.redo();
        assertEquals(0.34, session.shown().state().plan().share("conv2"));
        session.previewAll(ShareOf.UNITS, 0.6);
        assertEquals(0.34, session.shown().state().plan().share("conv2"), "the sliders do not move it");
    }

    @Test
    void theLayersOfALockedGroupStayLockedWhereSingleWeightsAreCut() {
        session.lock("conv1", true);
        session.use(Granularity.WEIGHTS);
        assertTrue(session.isLocked("conv1"));
        assertTrue(session.isLocked("conv3"));
        session.lock("conv3", false);
        assertTrue(session.isLocked("conv1"), "now each for itself");
        session.use(Granularity.UNITS);
        assertTrue(session.isLocked("conv3"), "who moves conv3 moves conv1");
    }

    @Test
    void noLookIsCountedWhereThereIsNoTestSet() throws Refused {
        DataSet noTest =
                DataSet.of("no-test", DATA.classNames(), Map.of(Split.VALIDATION, DATA.examples(Split.VALIDATION)));
        session.open(new ModelSource.File(model), () -> noTest);
        JobFailed failed = assertThrows(JobFailed.class, session::checkOnTest);
        assertInstanceOf(Refused.class, failed.getCause());
        assertEquals(0, session.testLooks());
        assertNull(session.testCheck());
    }

    @Test
    void everyLookAtTheTestSetIsCounted() throws Refused {
        assertNull(session.testCheck());
        session.checkOnTest();
        prune("conv2", 0.34);
        heard.clear();
        session.checkOnTest();
        TestCheck check = Objects.requireNonNull(session.testCheck());
        assertEquals(List.of(Change.TEST), heard);
        assertEquals(2, check.looks());
        assertEquals(1, check.entry());
        assertEquals(40, check.evaluation().examples());
        session.open(new ModelSource.File(model), () -> DATA);
        assertNull(session.testCheck(), "what was answered was of another network");
        assertEquals(2, session.testLooks(), "the images are the same");
        DataSet other =
                DataSet.of("other", DATA.classNames(), Map.of(Split.VALIDATION, DATA.examples(Split.VALIDATION)));
        session.open(new ModelSource.File(model), () -> other);
        assertEquals(0, session.testLooks(), "another data set counts anew");
    }

    @Test
    void aFileThatIsRefusedLeavesTheSessionAsItWas() throws IOException {
        prune("conv2", 0.34);
        Shown before = session.shown();
        Path bad = Files.writeString(folder.resolve("bad.zip"), "this is no model");
        heard.clear();
        var failed = assertThrows(JobFailed.class, () -> session.open(new ModelSource.File(bad), () -> DATA));
        assertEquals(
                "model.notDl4j",
                assertInstanceOf(Refused.class, failed.getCause()).key());
        assertEquals(before, session.shown());
        assertEquals(List.of(), heard);
        session.preview("conv4", 0.4);
        assertNotNull(session.shown().evaluation(), "and it still works");
    }

    @Test
    void dataOfOtherClassesAreRefused() {
        DataSet digits = DataSet.of(
                "two",
                List.of("a", "b"),
                Map.of(Split.VALIDATION, DrawnExamples.of(new ImageShape(8, 8, 1), 2, 10, 1)));
        var failed = assertThrows(JobFailed.class, () -> session.open(new ModelSource.File(model), () -> digits));
        assertEquals(
                "session.other-classes",
                assertInstanceOf(Refused.class, failed.getCause()).key());
    }

    @Test
    void openingForgetsLocksAndHistory() {
        prune("conv2", 0.34);
        session.lock("conv4", true);
        session.preview("conv1", 0.5);
        session.open(new ModelSource.File(model), () -> DATA);
        assertFalse(session.isLocked("conv4"));
        assertFalse(session.shown().isPreview());
        assertEquals(1, session.history().entries().size());
    }

    private void prune(String layer, double share) {
        session.preview(layer, share);
        session.commit();
    }
}
