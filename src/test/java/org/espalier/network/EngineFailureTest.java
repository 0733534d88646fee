package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the native libraries cannot be unpacked, whoever started the program gets a sentence, and no window hangs. */
class EngineFailureTest {

    @TempDir
    private Path folder;

    @Test
    void errorsOfOtherLibrariesAreOthersToTell() {
        assertTrue(EngineFailure.of(new NoClassDefFoundError("org/other/Thing")).isEmpty());
        assertTrue(EngineFailure.of(new IllegalStateException("org.nd4j")).isEmpty());
        String said = EngineFailure.of(
                        new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j"))
                .orElseThrow()
                .sentence();
        assertTrue(said.contains(NativeSetup.cache().toString()), said);
    }

    /** Nobody can make a folder in there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aCommandAndTheDemoEndWithOneSentence() throws IOException, InterruptedException {
        for (String[] command :
                new String[][] {{"evaluate", "lenet-300-100", "--data", "mnist"}, {"demo", "--out", folder.toString()}
                }) {
            String said = run(command);
            assertTrue(said.contains("/proc/none") && said.contains("cachedir"), said);
            assertFalse(said.contains("\tat "), "no stack trace: " + said);
            assertFalse(said.contains(".."), said);
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=/proc/none",
                "-Duser.home=/proc/none",
                "-Dorg.bytedeco.javacpp.cachedir=/proc/none",
                "-Djavafx.cachedir=" + folder.resolve("javafx"),
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                "org.espalier.Espalier"));
        line.addAll(List.of(command));
        Path said = folder.resolve("said.txt");
        Process program = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(1, program.waitFor());
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
