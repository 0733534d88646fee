package org.espalier.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes a file so that its name always stands for either the old content or the new, whole one, even if the program
 * or the machine stops in between.
 */
public final class AtomicWrite {

    private AtomicWrite() {}

    /** Writes the content; need not close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file, or makes it. The content goes to the disk beside it first, then takes its name.
     *
     * @throws IOException if anything fails; the old file is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            files.stage(file, content);
            files.commit();
        }
    }
}
