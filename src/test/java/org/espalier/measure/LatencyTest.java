package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private final Network network = TinyNetworks.dense();
    private final Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, 40, 6);

    @Test
    void medianAndTheSlowestTwentieth() {
        Latency.Times times = Latency.Times.of(List.of(5.0, 1.0, 2.0, 4.0, 3.0));
        assertEquals(new Latency.Times(3, 5, 5), times);
        assertEquals(2, new Latency(1, times, new Latency.Times(1.5, 2, 5)).speedUp(), 1e-12);
    }

    @Test
    void bothNetworksRunEquallyOften() throws JobCancelled {
        Latency one = Latency.measure(network, TinyNetworks.undecided(), examples, 1, Progress.NONE);
        assertEquals(1, one.batch());
        assertTrue(one.before().runs() >= 21);
        assertEquals(one.before().runs(), one.after().runs());
        assertTrue(one.before().medianMs() > 0
                && one.before().medianMs() <= one.before().p95Ms());
    }

    @Test
    void aBatchHoldsNoMoreThanThereAre() throws JobCancelled {
        assertEquals(
                40,
                Latency.measure(network, network, examples, 128, Progress.NONE).batch());
    }

    @Test
    void itStopsWhenNobodyWaits() {
        Progress cancelled = (done, total) -> {
            throw new JobCancelled();
        };
        assertThrows(JobCancelled.class, () -> Latency.measure(network, network, examples, 1, cancelled));
    }
}
