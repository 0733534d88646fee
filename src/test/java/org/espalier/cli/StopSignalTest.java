package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are told to end. */
class StopSignalTest {

    /** 128 and the number of SIGTERM, as without any of this. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void workGoesOnUntilTheSignalIsGivenAndTheSignalWaitsForItsEnd() throws Exception {
        StopSignal stop = StopSignal.awaited();
        List<Long> shown = new ArrayList<>();
        Progress watched = stop.over((done, total) -> shown.add(done));
        watched.report(1, 2);
        Thread giver = new Thread(stop::give);
        giver.start();
        assertThrows(JobCancelled.class, () -> {
            while (true) {
                watched.report(2, 2);
                Thread.onSpinWait();
            }
        });
        assertTrue(giver.isAlive(), "what there is is being written");
        stop.close();
        giver.join();
        assertEquals(1, shown.get(0));
    }

    /** The second of eight rounds is over, so one of them was at least; the file is whole, and nothing else is left. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aScheduleThatIsStoppedWritesItsLastRound() throws Exception {
        Path file = folder.resolve("small.zip");
        String[] line =
                ("schedule lenet-300-100 --data mnist --share 0.95 --rounds 8 --epochs 4 --out " + file).split(" ");
        Path err = folder.resolve("err.txt");
        Process program = started(err, line);
        String last = "";
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            for (String said = out.readLine(); said != null; said = out.readLine()) {
                if (said.startsWith("Iterative, round 2 of 8")) {
                    end(program);
                }
                last = said.startsWith("Iterative, ") ? said : last;
            }
        }
        assertEquals(TERMINATED, program.waitFor());
        assertEquals(
                "Stopped. The last round that was finished is written to " + file + ": " + last + ".",
                Files.readString(err).strip());
        Files.delete(err);
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("small.json", "small.zip"),
                    files.map(each -> String.valueOf(each.getFileName()))
                            .sorted()
                            .toList());
        }
        CommandRun evaluated = CommandRun.of("evaluate", file.toString(), "--data", "mnist", "--json");
        assertEquals(0, evaluated.status(), evaluated::err);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTrainingThatIsStoppedEndsAtOnceAndSaysNothing() throws Exception {
        Path file = folder.resolve("small.zip");
        Path err = folder.resolve("err.txt");
        String[] line = ("finetune lenet-300-100 --data mnist --share 0.7 --epochs 500 --out " + file).split(" ");
        Process program = started(err, line);
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            for (String said = out.readLine(); said != null; said = out.readLine()) {
                if (said.startsWith("epoch 1 of 500")) {
                    end(program);
                }
            }
        }
        assertEquals(TERMINATED, program.waitFor());
        assertEquals("", Files.readString(err));
        assertFalse(Files.exists(file));
    }

    /** As the system does; the process here would close its streams as well. */
    private static void end(Process program) {
        assertTrue(program.toHandle().destroy());
    }

    private static Process started(Path err, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                "org.espalier.Espalier"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectError(err.toFile()).start();
    }
}
