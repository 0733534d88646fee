package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    private static final int REPEATS = 5_000;

    /** The second to fifth rows are those of Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "90, 100, 0.8256, 0.9448",
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void wilsonIsThePublishedInterval(long correct, long examples, double low, double high) {
        Interval interval = Interval.wilson(correct, examples);
        assertEquals(low, interval.low(), 0.5e-4);
        assertEquals(high, interval.high(), 0.5e-4);
    }

    @Test
    void wilsonIsTheSameSeenFromTheMistakes() {
        Interval right = Interval.wilson(983, 1_000);
        Interval wrong = Interval.wilson(17, 1_000);
        assertEquals(right.low(), 1 - wrong.high(), 1e-12);
        assertEquals(right.high(), 1 - wrong.low(), 1e-12);
    }

    @Test
    void wilsonStaysBetweenNoneAndAll() {
        assertEquals(0, Interval.wilson(0, 1).low());
        assertEquals(1, Interval.wilson(1, 1).high());
    }

    /** 98 examples and four half pseudo-counts, two of them changes: z·√(0.01 / 100) = 1.959964 · 0.01. */
    @Test
    void nothingChangedIsStillUncertain() {
        Interval none = Interval.paired(0, 0, 98);
        assertEquals(-0.0195996, none.low(), 1e-7);
        assertEquals(0.0195996, none.high(), 1e-7);
        assertEquals(0.0195996, none.radius(), 1e-7);
    }

    /** 7.5 / 200 lost and 3.5 / 200 won: −0.02 ± z·√((0.055 − 0.0004) / 200). */
    @Test
    void pairedIsWorkedByHand() {
        Interval interval = Interval.paired(7, 3, 198);
        assertEquals(-0.0523839, interval.low(), 1e-6);
        assertEquals(0.0123839, interval.high(), 1e-6);
    }

    /** 7.5 / 200 lost and 3.5 / 200 won, and 0.0446 of 0.0546 between classes: −0.02 ± z·√(0.01 / 200). */
    @Test
    void whatIsBetweenClassesIsNoMatterOfChance() {
        Interval interval = Interval.paired(7, 3, 198, 0.0446);
        assertEquals(-0.0338590, interval.low(), 1e-6);
        assertEquals(-0.0061410, interval.high(), 1e-6);
        assertEquals(0, Interval.paired(7, 3, 198, 0.1).radius(), "it is never negative");
    }

    /** Mean gain −4 / 40; squares 36 / 10 + 4 / 20 = 3.8 over 40, less 0.01. The empty class says nothing. */
    @Test
    void classesThatGainDifferentlyLieApart() {
        assertEquals(0.085, Interval.betweenClasses(new int[] {-6, 2, 0, 0}, new int[] {10, 20, 10, 0}), 1e-12);
        assertEquals(0, Interval.betweenClasses(new int[] {-1, -2, -3}, new int[] {10, 20, 30}), 1e-12);
        assertEquals(0, Interval.betweenClasses(new int[2], new int[2]));
    }

    @Test
    void pairedStaysBetweenAllLostAndAllWon() {
        assertEquals(-1, Interval.paired(2, 0, 2).low());
        assertEquals(1, Interval.paired(0, 2, 2).high());
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(5, 4));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(-1, 4));
        assertThrows(IllegalArgumentException.class, () -> Interval.paired(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.paired(3, 2, 4));
        assertThrows(IllegalArgumentException.class, () -> Interval.paired(-1, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> Interval.paired(1, 0, 4, -0.1));
        assertThrows(IllegalArgumentException.class, () -> Interval.paired(1, 0, 4, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 0));
    }

    /** One accuracy alone would be lucky or not with the whole numbers around it, so several are tried. */
    @Test
    void wilsonHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(2026);
        int held = 0;
        int tried = 0;
        for (double truth = 0.80; truth < 0.985; truth += 0.02) {
            for (int repeat = 0; repeat < REPEATS; repeat++, tried++) {
                int correct = 0;
                for (int i = 0; i < 500; i++) {
                    correct += random.nextDouble() < truth ? 1 : 0;
                }
                held += holds(Interval.wilson(correct, 500), truth) ? 1 : 0;
            }
        }
        assertHonest("Wilson", held, tried);
    }

    @Test
    void pairedHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(2027);
        int held = 0;
        int tried = 0;
        for (double lose = 0.02; lose < 0.105; lose += 0.01) {
            double win = lose / 4;
            for (int repeat = 0; repeat < REPEATS; repeat++, tried++) {
                int lost = 0;
                int won = 0;
                for (int i = 0; i < 500; i++) {
                    double chance = random.nextDouble();
                    lost += chance < lose ? 1 : 0;
                    won += chance > 1 - win ? 1 : 0;
                }
                held += holds(Interval.paired(lost, won, 500), win - lose) ? 1 : 0;
            }
        }
        assertHonest("paired", held, tried);
    }

    private static boolean holds(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    private static void assertHonest(String name, int held, int tried) {
        double percent = 100.0 * held / tried;
        System.out.printf("The %s interval held the truth in %.2f %% of %,d experiments.%n", name, percent, tried);
        assertTrue(percent >= 93 && percent <= 97, () -> percent + " %");
    }
}
