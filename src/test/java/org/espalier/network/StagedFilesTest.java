package org.espalier.network;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {

    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    void nothingHasItsNameUntilAllIsWritten() throws IOException {
        Path model = Files.writeString(folder.resolve("model"), "old model");
        Path side = folder.resolve("side");
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            Path beside = files.stage(model, out -> out.write(bytes("new model")));
            assertEquals("new model", Files.readString(beside));
            files.stage(side, out -> out.write(bytes("new side")));
            assertEquals("old model", Files.readString(model));
            assertFalse(Files.exists(side));
            files.commit();
        }
        assertEquals("new model", Files.readString(model));
        assertEquals("new side", Files.readString(side));
        assertEquals(List.of("model", "side"), names());
    }

    @Test
    void whatIsNotCommittedIsGone() throws IOException {
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            files.stage(folder.resolve("model"), out -> out.write(1));
        }
        assertEquals(List.of(), names());
    }

    @Test
    void whateverStepFailsBothFilesStayAsTheyWere() throws IOException {
        Path model = Files.writeString(folder.resolve("model"), "old model");
        Path side = Files.writeString(folder.resolve("side"), "old side");
        int step = 0;
        boolean failed = true;
        while (failed) {
            FailingDisk disk = new FailingDisk(++step);
            try {
                write(disk, folder);
                failed = false;
            } catch (IOException full) {
                assertTrue(String.valueOf(full.getMessage()).startsWith("No space left"), full::toString);
                assertEquals("old model", Files.readString(model), "step " + step);
                assertEquals("old side", Files.readString(side), "step " + step);
                assertEquals(List.of("model", "side"), names(), "step " + step);
            }
        }
        assertEquals("new model ".repeat(200), Files.readString(model));
        assertEquals("new side", Files.readString(side));
        assertEquals(12, step, "2 made, 5 written, 2 forced, 2 renamed, and then none fails");
    }

    @Test
    void aNewFileDoesNotStayWhereTheOtherCannotBeRenamed() throws IOException {
        FailingDisk disk = new FailingDisk(11);
        assertThrows(IOException.class, () -> write(disk, folder));
        assertEquals(List.of(), names());
    }

    /** A process of its own is killed at every step. */
    @Test
    void whereverTheProgramIsKilledTheModelIsWhole() throws IOException, InterruptedException {
        Path model = folder.resolve("model");
        int step = 0;
        int status = KILLED;
        while (status == KILLED) {
            Files.writeString(model, "old model");
            status = Killed.at(++step, folder);
            String now = Files.readString(model);
            assertEquals(status == 0 ? "new model ".repeat(200) : "old model", now, "step " + step);
        }
        assertEquals(0, status);
        assertEquals(12, step);
    }

    /** The 2,000 bytes of the model are four writes, the side file is one. */
    private static void write(Disk disk, Path folder) throws IOException {
        try (StagedFiles files = new StagedFiles(disk)) {
            files.stage(folder.resolve("model"), out -> out.write(bytes("new model ".repeat(200))));
            files.stage(folder.resolve("side"), out -> out.write(bytes("new side")));
            files.commit();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same writing in a process that stops at once, without cleaning up. */
    static final class Killed {

        private Killed() {}

        static int at(int step, Path folder) throws IOException, InterruptedException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Killed.class.getName(),
                            Integer.toString(step),
                            folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }

        public static void main(String[] arguments) throws IOException {
            int step = Integer.parseInt(arguments[0]);
            write(new FailingDisk(step, name -> Runtime.getRuntime().halt(KILLED)), Path.of(arguments[1]));
        }
    }
}
