package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.text.Refused;
import org.espalier.training.Distillation;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Method;
import org.espalier.training.TuningChoice.Schedule;
import org.espalier.training.TuningChoice.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreferencesTest {

    private static final TuningChoice TUNING = new TuningChoice(
            3, 0.1, Schedule.STEPS, Method.NESTEROV, 64, 1e-4, 2, 9, Start.BOTH, new Distillation(2.5, 0.75));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Refused, IOException {
        Path file = folder.resolve("new").resolve("preferences.properties");
        Preferences chosen = Preferences.DEFAULT
                .withLanguage("zh-CN")
                .withDark(true)
                .withSize(1280.5, 800)
                .withShareOf(ShareOf.MULTIPLY_ADDS)
                .with(new TrainingChoices(
                        new ScheduleChoice(ScheduleChoice.Kind.LOTTERY, 7, 2, TUNING),
                        new GoalChoice(GoalChoice.Kind.ALL_TOGETHER, 0.97)))
                .withRecent(folder.resolve("first one.zip"))
                .withRecent(folder.resolve("模型 = #2.zip"));
        chosen.write(file);
        assertEquals(chosen, Preferences.read(file));
        chosen.withDark(false).write(file);
        assertEquals(chosen.withDark(false), Preferences.read(file), "written over the first");
    }

    @Test
    void withoutAFileTheDefaultsHold() throws Refused {
        assertEquals(Preferences.DEFAULT, Preferences.read(folder.resolve("nothing here")));
    }

    @Test
    void whatAFileDoesNotNameKeepsItsDefault() throws Refused, IOException {
        Path file = Files.writeString(folder.resolve("short"), "dark=true\n");
        assertEquals(Preferences.DEFAULT.withDark(true), Preferences.read(file));
    }

    static Stream<byte[]> damaged() {
        return Stream.concat(
                Stream.of(
                                "dark=perhaps",
                                "width=wide",
                                "shareOf=luck",
                                "width=NaN",
                                "height=-1",
                                "schedule.kind=NEVER",
                                "schedule.rewind=5",
                                "schedule.share=1",
                                "tuning.temperature=0",
                                "width=1e9",
                                "language=\\u12",
                                "recent.0=a\\u0000b",
                                "#" + " ".repeat(70_000))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe}));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void aDamagedFileIsRefusedAndMovedAside(byte[] bytes) throws IOException, Refused {
        Path file = Files.write(folder.resolve("preferences.properties"), bytes);
        var refused = assertThrows(Refused.class, () -> Preferences.read(file));
        Path aside = folder.resolve("preferences.properties.damaged");
        assertEquals("session.preferences-damaged", refused.key());
        assertTrue(refused.getMessage().contains(aside.toString()), refused.getMessage());
        assertArrayEquals(bytes, Files.readAllBytes(aside));
        assertFalse(Files.exists(file));
        assertEquals(Preferences.DEFAULT, Preferences.read(file), "the next start is a fresh one");
    }

    @Test
    void theNewestNineFilesAreRememberedOnce() {
        Preferences preferences = Preferences.DEFAULT;
        for (int i = 0; i < 12; i++) {
            preferences = preferences.withRecent(folder.resolve(i + ".zip"));
        }
        preferences = preferences.withRecent(folder.resolve("7.zip"));
        List<String> names = preferences.recent().stream()
                .map(name -> String.valueOf(Path.of(name).getFileName()))
                .toList();
        assertEquals(List.of("7.zip", "11.zip", "10.zip", "9.zip", "8.zip", "6.zip", "5.zip", "4.zip", "3.zip"), names);
    }

    @Test
    void anImpossibleWindowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Preferences.DEFAULT.withSize(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> Preferences.DEFAULT.withSize(0, Double.NaN));
    }
}
