package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.espalier.cli.ProgressLine.Form;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under a clock that stands still between reports. */
class ProgressLineTest {

    private final StringWriter err = new StringWriter();
    private Locale before = Locale.ENGLISH;
    private double seconds;

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    /** A fifth in 3 s leaves 12 s; half in 100 s leaves 100 s. */
    @Test
    void aLogGetsALinePerTenPercent() {
        ProgressLine line = line(Form.LINES);
        report(line, 1, 9);
        report(line, 3, 20);
        report(line, 4, 25);
        report(line, 100, 50);
        line.clear();
        assertEquals("20 %, 12 s left\n50 %, 1.7 min left\n", err.toString());
    }

    @Test
    void aTerminalsLineIsWrittenOverAndLeavesNothing() {
        ProgressLine line = line(Form.OVERWRITTEN);
        report(line, 0.1, 1);
        report(line, 1, 50);
        report(line, 1.1, 60);
        line.clear();
        line.clear();
        assertEquals("50 %, 1.0 s left\r" + " ".repeat(32) + "\r", err.toString());
    }

    @Test
    void nobodyIsToldWhereNobodyLooks() {
        ProgressLine line = line(Form.NONE);
        report(line, 1, 50);
        line.clear();
        assertEquals("", err.toString());
    }

    @Test
    void nothingIsSaidBeforeThereIsAnythingToGoBy() {
        ProgressLine line = line(Form.LINES);
        report(line, 5, 0);
        line.report(0, 0);
        assertEquals("", err.toString());
    }

    private void report(ProgressLine line, double at, int percent) {
        seconds = at;
        line.report(percent, 100);
    }

    private ProgressLine line(Form form) {
        return new ProgressLine(new PrintWriter(err, true), form, () -> Math.round(seconds * 1e9));
    }
}
