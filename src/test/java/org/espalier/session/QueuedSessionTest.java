package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.job.QueuedJobRunner;
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

/** The user goes on while jobs wait. */
class QueuedSessionTest {

    private static final DataSet DATA = DrawnExamples.set("drawn", new ImageShape(8, 8, 1));

    @TempDir
    private Path folder;

    private final QueuedJobRunner runner = new QueuedJobRunner();
    private final Session session = new Session(runner);
    private Path model = Path.of("");

    @BeforeEach
    void open() throws Refused {
        model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        session.open(new ModelSource.File(model), () -> DATA);
        runner.runAll();
    }

    @AfterEach
    void close() {
        runner.runAll();
        session.experiment().close();
    }

    @Test
    void aSupersededPreviewIsAGlimpseUntilTheNewestIsMeasured() {
        session.preview("conv2", 0.34);
        assertSame(session.dense(), session.shown().glimpse(), "before anything arrives, the state before");
        session.preview("conv2", 0.67);
        runner.run(0);
        assertNull(session.shown().evaluation());
        assertNotNull(session.shown().glimpse());
        runner.runAll();
        assertNotNull(session.shown().evaluation());
    }

    @Test
    void aDragBeforeTheDenseNetworkIsMeasuredDoesNotCostItsAnswer() {
        session.open(new ModelSource.File(model), () -> DATA);
        runner.run(0);
        assertNull(session.dense(), "opened, and not measured yet");
        session.preview("conv2", 0.34);
        session.commit();
        runner.runAll();
        assertNotNull(session.dense());
        assertNotNull(session.shown().evaluation());
    }

    @Test
    void aStepThatIsCommittedEarlyIsMeasuredLater() {
        session.preview("conv2", 0.34);
        session.commit();
        assertNull(session.shown().evaluation());
        runner.runAll();
        assertNotNull(session.shown().evaluation());
    }

    @Test
    void nothingOfTheNetworkBeforeIsGlimpsed() {
        session.preview("conv2", 0.34);
        runner.runAll();
        session.open(new ModelSource.File(model), () -> DATA);
        runner.run(0);
        session.preview("conv4", 0.4);
        assertNull(session.shown().evaluation());
        assertNull(session.shown().glimpse());
    }

    @Test
    void aStepTakenWhileRankingIsKept() {
        session.use(Criterion.L2);
        session.preview("conv2", 0.34);
        session.commit();
        runner.runAll();
        assertEquals(Criterion.L2, session.shown().state().plan().criterion());
        assertEquals(0.34, session.shown().state().plan().share("conv2"));
    }

    @Test
    void twoChoicesInOneGoAreBothKept() {
        session.use(Granularity.WEIGHTS);
        session.use(Criterion.RANDOM);
        runner.runAll();
        assertEquals(Granularity.WEIGHTS, session.shown().state().plan().granularity());
        assertEquals(Criterion.RANDOM, session.shown().state().plan().criterion());
        assertEquals(3, session.history().entries().size());
    }

    @Test
    void choosingTheSameTwiceIsOneStep() {
        session.use(Criterion.L2);
        session.use(Criterion.L2);
        runner.runAll();
        assertEquals(2, session.history().entries().size());
    }
}
