package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.JobCancelled;
import org.espalier.measure.Latency;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Surgeon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the residual network and what is cut out of it, on 60 images. */
class WeighingTest {

    private static final DataSet DATA = DrawnExamples.set("drawn", new ImageShape(8, 8, 1));

    @TempDir
    private Path folder;

    private final Session session = new Session(new DirectJobRunner());

    @BeforeEach
    void open() throws Exception {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NCHW).engine(), model);
        session.open(new ModelSource.File(model), () -> DATA);
    }

    @AfterEach
    void close() {
        session.experiment().close();
    }

    @Test
    void theCurrentStateIsCutForRealAndKnownWithItsFigures() throws Exception {
        session.previewAll(ShareOf.UNITS, 0.5);
        session.commit();
        SessionState state = session.history().current().state();
        List<Weighing.Result> results = new ArrayList<>();
        new Weighing(new DirectJobRunner()).weigh(session, results::add);
        assertEquals(1, results.size());
        assertSame(state, results.get(0).state());
        Weighed weighed = results.get(0).weighed();
        Network dense = session.experiment().network();
        Network cut = Surgeon.cut(dense, state.mask());
        assertTrue(cut.parameters() < dense.parameters());
        assertEquals(dense.parameters(), weighed.before().parameters());
        assertEquals(cut.parameters(), weighed.after().parameters());
        assertEquals(state.cost().multiplyAdds(), weighed.after().multiplyAdds());
    }

    /** 60 images are no batch of 128. */
    @Test
    void oneImageAndABatchAreTimedAndAllProgressIsTold() throws Exception {
        List<Double> told = new ArrayList<>();
        Network network = session.experiment().network();
        Weighed weighed = Weighing.weigh(
                network, network, DATA.examples(Split.VALIDATION), (done, total) -> told.add((double) done / total));
        assertEquals(
                List.of(1, 60), weighed.latencies().stream().map(Latency::batch).toList());
        assertEquals(1, weighed.fewerMultiplyAdds());
        assertEquals(told.stream().sorted().toList(), told);
        assertEquals(0, told.get(0));
        assertTrue(told.contains(0.5), "the batch begins half way");
    }

    @Test
    void itStopsWhenNobodyWaits() {
        Network network = session.experiment().network();
        assertThrows(
                JobCancelled.class,
                () -> Weighing.weigh(network, network, DATA.examples(Split.VALIDATION), (done, total) -> {
                    throw new JobCancelled();
                }));
    }
}
