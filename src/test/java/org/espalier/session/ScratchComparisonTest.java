package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScratchComparisonTest {

    @AfterEach
    void english() {
        Text.use(Locale.ENGLISH);
    }

    /** 100 and 300 of 10,000 are wrong: (300 − 100) / 10,000 ± 1.96 · √((0.04 − 0.0004) / 10,000). */
    @Test
    void itIsAsWideAsIfNoImageWereWrongInBoth() {
        ScratchComparison helped = new ScratchComparison(0.99, 0.97, 10_000);
        assertEquals(0.02 - 0.0039, helped.difference().low(), 1e-4);
        assertEquals(0.02 + 0.0039, helped.difference().high(), 1e-4);
        assertEquals(
                "97.00 % from fresh weights, 99.00 % with the inherited ones: the inherited ones helped"
                        + " (+2.00 ± 0.39 points on 10,000 validation images).",
                helped.sentence());
    }

    @Test
    void whatCanBeChanceIsCalledSo() {
        String close = new ScratchComparison(0.985, 0.984, 10_000).sentence();
        assertTrue(close.contains("no difference that could not be chance"), close);
        String worse = new ScratchComparison(0.95, 0.99, 10_000).sentence();
        assertTrue(worse.contains("the fresh ones did better"), worse);
        Text.use(Text.LANGUAGES.get(1));
        assertTrue(new ScratchComparison(0.95, 0.99, 10_000).sentence().contains("初始权重更好"));
    }

    /** Of 10 images 8 and 9 are wrong: at least 7 in both, so 1 and 2 in one of them alone. */
    @Test
    void whatMustBeWrongInBothIsNotCounted() {
        ScratchComparison bad = new ScratchComparison(0.2, 0.1, 10);
        assertEquals(0.1 * 10 / 12, (bad.difference().low() + bad.difference().high()) / 2, 1e-9);
    }

    @Test
    void sharesAreFromNoneToAll() {
        assertThrows(IllegalArgumentException.class, () -> new ScratchComparison(1.1, 0.5, 10));
        assertThrows(IllegalArgumentException.class, () -> new ScratchComparison(0.5, Double.NaN, 10));
    }
}
