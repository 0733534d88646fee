package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.job.JobCancelled;
import org.espalier.job.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachinePeakTest {

    /** How high is the machine's own affair; less than 0.01 or more than a million would be another unit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bothOperationsAreMeasuredInBillionsPerSecond(int lanes) throws JobCancelled {
        try (Workers workers = new Workers(lanes)) {
            MachinePeak peak = MachinePeak.measure(workers);
            assertTrue(peak.product() > 0.01 && peak.product() < 1e6, peak::toString);
            assertTrue(peak.convolution() > 0.01 && peak.convolution() < 1e6, peak::toString);
        }
    }
}
