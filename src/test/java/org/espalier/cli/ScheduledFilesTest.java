package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of schedule, run to its file: half of lenet-300-100's units, as large as when they are cut at once. */
class ScheduledFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"one-shot, 0, 1", "iterative, 2, 1", "gradual, 6, 3", "lottery, 1, 1"})
    void whatIsWrittenIsAsSmallAsWasAskedFor(String kind, int rounds, int epochs) {
        Path file = folder.resolve(kind + ".zip");
        String[] how = rounds == 0 ? new String[0] : new String[] {"--rounds", Integer.toString(rounds)};
        String[] all = {
            "schedule",
            "lenet-300-100",
            "--data",
            "mnist",
            "--kind",
            kind,
            "--share",
            "0.5",
            "--epochs",
            Integer.toString(epochs),
            "--out",
            file.toString()
        };
        String[] line = new String[all.length + how.length];
        System.arraycopy(all, 0, line, 0, all.length);
        System.arraycopy(how, 0, line, all.length, how.length);
        CommandRun run = CommandRun.of(line);
        assertEquals(0, run.status(), run.err());
        // 784·150 + 150, 150·50 + 50, 50·10 + 10.
        assertTrue(CommandRun.of("info", file.toString()).out().contains("125,810"), run.out());
    }
}
