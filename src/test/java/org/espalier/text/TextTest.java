package org.espalier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextTest {

    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void remember() {
        before = Text.language();
    }

    @AfterEach
    void restore() {
        Text.use(before);
    }

    static Stream<Locale> languages() {
        return Text.LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void numbersReadTheSameInBothLanguages(Locale language) {
        Text.use(language);
        assertEquals("121,930", Text.count(121_930));
        assertEquals("0", Text.count(0));
        assertEquals("98.94", Text.percent(0.9894, 2));
        assertEquals("50", Text.percent(0.5, 0));
        assertEquals("1,234.500", Text.decimal(1_234.5, 3));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aSignIsShownUnlessTheNumberRoundsToZero(Locale language) {
        Text.use(language);
        assertEquals("+0.12", Text.signed(0.12, 2));
        assertEquals("\u22120.31", Text.signed(-0.31, 2));
        assertEquals("0.00", Text.signed(0, 2));
        assertEquals("0.00", Text.signed(-0.004, 2));
        assertEquals("0.00", Text.signed(-0.0, 2));
        assertEquals("+0.01", Text.signed(0.006, 2));
        assertEquals("\u221210", Text.signed(-10, 0));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void anyNumberIsWrittenWithThreeDigitsThatCount(Locale language) {
        Text.use(language);
        assertEquals("0.001", Text.number(1e-3));
        assertEquals("100", Text.number(100));
        assertEquals("12.3", Text.number(12.345));
        assertEquals("2.15e-5", Text.number(2.1456e-5));
        assertEquals("0", Text.number(0));
        assertEquals("1e7", Text.number(1e7));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLossThatGoesAstrayIsWrittenInFewDigits(Locale language) {
        Text.use(language);
        assertEquals("0.1234", Text.loss(0.12341, 4));
        assertEquals("999,999.0", Text.loss(999_999, 1));
        assertEquals("1.0e6", Text.loss(1e6, 4));
        assertEquals("1.3e35", Text.loss(1.2763e35, 4));
    }

    @Test
    void sentencesFollowTheLanguage() {
        Text.use(Locale.ENGLISH);
        assertEquals("Kept everything again", Text.of("session.step.reset"));
        Text.use(Locale.TRADITIONAL_CHINESE);
        assertEquals(Locale.SIMPLIFIED_CHINESE, Text.language());
        String chinese = Text.of("session.step.reset");
        assertEquals(true, chinese.codePoints().anyMatch(Character::isIdeographic), chinese);
        assertEquals("Kept everything again", Text.english("session.step.reset"));
    }

    @Test
    void aLanguageThatNobodyTranslatedIsEnglish() {
        Text.use(Locale.FRENCH);
        assertEquals(Locale.ENGLISH, Text.language());
    }

    @Test
    void aRefusalIsEnglishInTheLogAndTranslatedOnTheScreen() {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        Refused refused = new Refused("session.job.opening", "lenet.zip");
        assertEquals("Opening lenet.zip", refused.getMessage());
        assertEquals(Text.of("session.job.opening", "lenet.zip"), refused.sentence());
        assertEquals("session.job.opening", refused.key());
    }

    @Test
    void aKeyWithoutABundleIsAnError() {
        assertThrows(MissingResourceException.class, () -> Text.of("nowhere"));
        assertThrows(MissingResourceException.class, () -> Text.of("session.no-such-sentence"));
    }

    @Test
    void smallNumbersHaveTwoDigitsAndAnExponent() {
        assertEquals("4.8e-7", Text.scientific(4.768e-7));
        assertEquals("1.0e0", Text.scientific(1));
        assertEquals("3.2e12", Text.scientific(3.15e12));
        assertEquals("0", Text.scientific(0));
    }
}
