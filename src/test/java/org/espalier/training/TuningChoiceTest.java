package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.text.Refused;
import org.espalier.training.TuningChoice.Entry;
import org.espalier.training.TuningChoice.Method;
import org.espalier.training.TuningChoice.Schedule;
import org.espalier.training.TuningChoice.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningChoiceTest {

    @Test
    void whatIsTypedIsRead() throws Refused {
        assertEquals(
                new TuningChoice(7, 5e-4, Schedule.STEPS, Method.ADAMW, 64, 0.01, 2, 42, Start.INHERITED, null),
                TuningChoice.read(typed(), Schedule.STEPS, Method.ADAMW));
    }

    @ParameterizedTest
    @CsvSource({
        "EPOCHS, 0",
        "EPOCHS, 2.5",
        "EPOCHS, 10001",
        "RATE, 0",
        "RATE, -1",
        "RATE, NaN",
        "RATE, Infinity",
        "RATE, quick",
        "BATCH, 0",
        "BATCH, 99999999999999999999",
        "WEIGHT_DECAY, 1",
        "WEIGHT_DECAY, -0.1",
        "PATIENCE, -1",
        "SEED, -1",
        "SEED, ''"
    })
    void whatCannotBeIsRefusedByName(Entry entry, String words) {
        Map<Entry, String> typed = typed();
        typed.put(entry, words);
        Refused refused = assertThrows(Refused.class, () -> TuningChoice.read(typed, Schedule.COSINE, Method.ADAM));
        assertEquals(TuningChoice.keyOf(entry), refused.key());
        assertTrue(refused.sentence().contains("\u201c" + words)
                || refused.sentence().contains("\"" + words + "\""));
    }

    @Test
    void stairsFallBehindEachThirdOfTheEpochs() {
        FineTuning seven =
                new TuningChoice(7, 0.1, Schedule.STEPS, Method.SGD, 1, 0, 0, 1, Start.INHERITED, null).settings();
        assertEquals(0.1, seven.rate().at(2.9, 7), 1e-12);
        assertEquals(0.01, seven.rate().at(3, 7), 1e-12);
        assertEquals(0.001, seven.rate().at(6, 7), 1e-12);
        FineTuning one =
                new TuningChoice(1, 0.1, Schedule.STEPS, Method.SGD, 1, 0, 0, 1, Start.INHERITED, null).settings();
        assertEquals(0.1, one.rate().at(0.9, 1), 1e-12);
    }

    private static Map<Entry, String> typed() {
        return new EnumMap<>(Map.of(
                Entry.EPOCHS, " 7 ",
                Entry.RATE, "0,0005",
                Entry.BATCH, "64",
                Entry.WEIGHT_DECAY, "1e-2",
                Entry.PATIENCE, "2",
                Entry.SEED, "42"));
    }
}
