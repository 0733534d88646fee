package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.espalier.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

    @BeforeEach
    void speakEnglish() {
        Text.use(Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({"50, 0.5", "50%, 0.5", "' 50 % ', 0.5", "0.5, 0.005", "120, 1.2", "-3, -0.03", "50％, 0.5"})
    void aNumberIsReadAsPercent(String typed, double share) {
        assertEquals(share, Percent.read(typed).orElseThrow(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "5x", "%", "5 0"})
    void whatIsNoNumberIsNotRead(String typed) {
        assertTrue(Percent.read(typed).isEmpty());
    }

    @Test
    void wholePercentsAreShownWithoutDigits() {
        assertEquals("45 %", Percent.show(0.45));
        assertEquals("33.5 %", Percent.show(0.335));
        assertEquals("29 %", Percent.show(0.29));
    }
}
