package org.espalier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    private static final String EPOCHS = "training.choice.epochs";
    private static final String RATE = "training.choice.rate";

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

    /** The sentence that refuses a number names the largest one as 10,000: whoever types that must be understood. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10,000|10000",
                "1'000|1000",
                "1\u2019000|1000",
                "1 000|1000",
                "1\u202F000|1000",
                "9,999|9999",
                " 10000 |10000",
                "7|7"
            })
    void aWholeNumberMayBeGroupedByThrees(String typed, long value) throws Refused {
        assertEquals(value, TypedNumber.whole(EPOCHS, typed, 1, 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,00", "1,0000", "0,001", ",000", "1,000'000", "1,000,", "1.000", "10 00", "10,001", ""})
    void otherSignsBetweenDigitsAreNoWholeNumber(String typed) {
        Refused refused = assertThrows(Refused.class, () -> TypedNumber.whole(EPOCHS, typed, 1, 10_000));
        assertEquals("Epochs must be a whole number from 1 to 10,000, not \"" + typed + "\".", refused.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0,5|0.5", "0,001|0.001", "0.001|0.001", "1,5|1.5", "1.000|1", "12,34|12.34", "1e-3|0.001"})
    void aCommaIsAsGoodAsAPoint(String typed, double value) throws Refused {
        assertEquals(value, TypedNumber.decimal(RATE, typed, 0, 100));
        assertEquals(value, TypedNumber.decimal(typed));
    }

    /** One to who writes decimals so, a thousand to who groups so; the form still learns which entry it was. */
    @Test
    void aCommaThatMayMeanThousandsIsRefused() {
        Refused refused = assertThrows(Refused.class, () -> TypedNumber.decimal(RATE, " 1,000 ", 0, 100));
        assertEquals(
                "\"1,000\" can be read in two ways. Write 1000 for thousands, or 1.000 for decimals.",
                refused.sentence());
        assertEquals(RATE, refused.key());
        assertThrows(Refused.class, () -> TypedNumber.decimal("12,345"));
        assertEquals(
                RATE,
                assertThrows(Refused.class, () -> TypedNumber.decimal(RATE, "1,234,567", 0, 100))
                        .key());
    }
}
