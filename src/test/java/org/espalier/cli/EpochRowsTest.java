package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochRowsTest {

    private final EpochRows rows = new EpochRows();
    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    /** 1.7 s after the first epoch and 2.8 s after the second one are 1.1 s for that; then the clock starts anew. */
    @Test
    void eachEpochHasItsOwnSeconds() {
        rows.begin();
        assertEquals("epoch 1 of 2: loss 0.1063, validation 98.66 %, 1.7 s", row(1, 0.1063, 1.7));
        assertEquals("epoch 2 of 2: loss 0.0547, validation 98.66 %, 1.1 s", row(2, 0.0547, 2.8));
        rows.begin();
        assertEquals("epoch 1 of 2: loss 0.0438, validation 98.66 %, 0.5 s", row(1, 0.0438, 0.5));
    }

    @Test
    void aLossThatRanAwayHasAnExponent() {
        assertEquals("epoch 1 of 2: loss 999,999.5000, validation 98.66 %, 1.0 s", row(1, 999_999.5, 1));
        rows.begin();
        assertEquals("epoch 1 of 2: loss 1.0e6, validation 98.66 %, 1.0 s", row(1, 1e6, 1));
        rows.begin();
        assertEquals("epoch 1 of 2: loss 4.3e23, validation 98.66 %, 1.0 s", row(1, 4.34053785e23, 1));
    }

    private String row(int epoch, double loss, double seconds) {
        return rows.row(new EpochReport(epoch, 2, loss, 0.9866, seconds));
    }
}
