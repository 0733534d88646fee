package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriteTest {

    @TempDir
    private Path folder;

    @Test
    void aNewFileHoldsTheContent() throws IOException {
        AtomicWrite.write(folder.resolve("a"), out -> out.write(bytes("one")));
        assertEquals("one", Files.readString(folder.resolve("a")));
        assertOnlyFile("a");
    }

    @Test
    void anOldFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a longer text than the new one");
        AtomicWrite.write(file, out -> out.write(bytes("two")));
        assertEquals("two", Files.readString(file));
        assertOnlyFile("a");
    }

    @Test
    void anOldFileStaysAndNothingIsLeftWhenTheContentFailsHalfway() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assertThrows(
                IOException.class,
                () -> AtomicWrite.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        assertOnlyFile("a");
    }

    @Test
    void aFolderIsNotReplaced() {
        assertThrows(IOException.class, () -> AtomicWrite.write(folder, out -> out.write(1)));
        assertTrue(Files.isDirectory(folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSymbolicLinkStaysOneAndItsTargetIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        AtomicWrite.write(link, out -> out.write(bytes("new")));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(target));
    }

    private void assertOnlyFile(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals("[" + folder.resolve(name) + "]", files.toList().toString());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
