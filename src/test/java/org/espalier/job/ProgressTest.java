package org.espalier.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void aPartReportsItsShareOfTheWhole() throws JobCancelled {
        List<Double> reports = new ArrayList<>();
        Progress whole = (done, total) -> reports.add((double) done / total);
        Progress part = whole.part(40, 80);
        part.report(0, 7);
        part.report(5, 10);
        part.report(7, 7);
        part.report(0, 0);
        assertEquals(List.of(0.4, 0.6, 0.8, 0.4), reports);
    }

    @Test
    void cancellingReachesAPart() {
        Progress cancelled = (done, total) -> {
            throw new JobCancelled();
        };
        assertThrows(
                JobCancelled.class, () -> cancelled.part(0, 50).part(10, 20).report(1, 2));
    }
}
