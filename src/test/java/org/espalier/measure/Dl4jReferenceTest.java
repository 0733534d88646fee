package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;

/** What speed is compared with must do the same work. */
class Dl4jReferenceTest {

    private final Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
    private final Examples examples = DrawnExamples.of(new ImageShape(8, 8, 1), 3, 260, 4);

    /** 260 images are two batches of 125, and one that is not full. */
    @Test
    void asManyAreRightAsOurEngineGetsRight() throws JobCancelled {
        List<Long> done = new ArrayList<>();
        Dl4jReference reference = Dl4jReference.measure(network, examples, (now, total) -> {
            assertEquals(260, total);
            done.add(now);
        });
        assertEquals(List.of(0L, 125L, 250L), done);
        try (Workers workers = new Workers(1);
                Evaluator ours = new Evaluator(network, examples, 1, new EngineSettings(1, 0), workers)) {
            Evaluation dense = ours.dense(Progress.NONE);
            assertEquals(dense.correct(), reference.correct());
            assertTrue(dense.correct() > 0 && dense.correct() < 260, "some are right and some are not");
        }
        assertTrue(reference.seconds() > 0);
    }

    @Test
    void itStopsWhenNobodyWaits() {
        Progress cancelled = (done, total) -> {
            throw new JobCancelled();
        };
        assertThrows(JobCancelled.class, () -> Dl4jReference.measure(network, examples, cancelled));
    }
}
