package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Confusion NOTHING = Confusion.of(2, new int[0], new int[0], 0);

    /** 20 lost and 10 won of 500: two points below the dense network's 95 %, whatever the sample's own accuracy. */
    @Test
    void onASampleTheAccuracyIsTheDenseOnePlusTheDifference() {
        Evaluation sample = new Evaluation(500, 2_000, 450, 20, 10, 0.95, NOTHING, 0, 0.1);
        assertFalse(sample.isComplete());
        assertEquals(-0.02, sample.difference(), 1e-12);
        assertEquals(0.93, sample.accuracy(), 1e-12);
    }

    @Test
    void onAllExamplesTheAccuracyIsWhatWasCounted() {
        Evaluation all = new Evaluation(2_000, 2_000, 1_860, 50, 10, 0.95, NOTHING, 0, 0.1);
        assertTrue(all.isComplete());
        assertEquals(0.93, all.accuracy(), 1e-12);
        assertEquals(-0.02, all.difference(), 1e-12);
        assertEquals(Interval.wilson(1_860, 2_000), all.wilson());
    }

    @Test
    void anAccuracyIsNeverAboveAllOrBelowNone() {
        assertEquals(1, new Evaluation(10, 20, 10, 0, 5, 0.9, NOTHING, 0, 0).accuracy());
        assertEquals(0, new Evaluation(10, 20, 0, 5, 0, 0.1, NOTHING, 0, 0).accuracy());
    }

    @Test
    void theIntervalsHoldWhatTheyAreOf() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 2_000; trial++) {
            int total = 1 + random.nextInt(60);
            int examples = trial % 2 == 0 ? total : 1 + random.nextInt(total);
            int right = random.nextInt(examples + 1);
            int lost = random.nextInt(examples - right + 1);
            int won = random.nextInt(right + 1);
            double dense = examples == total ? (double) (right + lost - won) / total : random.nextDouble();
            Evaluation evaluation = new Evaluation(examples, total, right, lost, won, dense, NOTHING, 0, 0);
            assertHolds(evaluation.accuracyInterval(), evaluation.accuracy(), evaluation);
            assertHolds(evaluation.differenceInterval(), evaluation.difference(), evaluation);
            assertHolds(evaluation.wilson(), (double) right / examples, evaluation);
            assertTrue(evaluation.accuracyInterval().low() >= 0, evaluation::toString);
            assertTrue(evaluation.accuracyInterval().high() <= 1, evaluation::toString);
        }
    }

    @Test
    void intervalsAreNarrowerWhereTheClassesAreToldApart() {
        Evaluation mixed = new Evaluation(500, 2_000, 380, 100, 10, 0.95, NOTHING, 0, 0.1);
        Evaluation apart = new Evaluation(500, 2_000, 380, 100, 10, 0.95, NOTHING, 0.05, 0, 0.1);
        assertEquals(0, mixed.betweenClasses());
        assertEquals(Interval.paired(100, 10, 500, 0.05), apart.differenceInterval());
        assertTrue(apart.accuracyInterval().radius() < mixed.accuracyInterval().radius());
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(0, 5, 0, 0, 0, 0.5, NOTHING, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(6, 5, 0, 0, 0, 0.5, NOTHING, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(5, 5, 6, 0, 0, 0.5, NOTHING, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(5, 5, 3, 3, 3, 0.5, NOTHING, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evaluation(5, 5, 0, 0, 0, 0.5, NOTHING, -0.1, 0, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new Evaluation(5, 5, 0, 0, 0, 0.5, NOTHING, Double.NaN, 0, 0));
    }

    private static void assertHolds(Interval interval, double value, Evaluation of) {
        assertTrue(
                interval.low() <= value + 1e-12 && value <= interval.high() + 1e-12,
                () -> interval + " without " + value + ": " + of);
    }
}
