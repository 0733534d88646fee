package org.espalier.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that are written in full beside their targets, and then take their targets' names.
 *
 * <p>Whatever fails, and wherever the program or the machine stops: each name stands for either the old content or the
 * new, whole one. If it stops between two names, the first file still has its old content: it is renamed last.
 */
public final class StagedFiles implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StagedFiles.class.getName());

    /** The names that {@link #beside} gives, of the kinds of files that an export writes. */
    private static final Pattern LEFT =
            Pattern.compile("\\..+\\.(zip|json)\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private final Disk disk;
    private final List<Staged> staged = new ArrayList<>();
    /** Everything of ours that is to be gone at the end. */
    private final List<Path> ours = new ArrayList<>();

    private record Staged(Path beside, Path target) {}

    public StagedFiles(Disk disk) {
        this.disk = disk;
    }

    /**
     * Writes what a file will hold, and returns once it is on the disk.
     *
     * @return where it lies until {@link #commit}
     * @throws IOException where it cannot be written, or the target is a folder
     */
    public Path stage(Path file, AtomicWrite.Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (target.getParent() == null || Files.isDirectory(target)) {
            throw new IOException("not a file: " + file);
        }
        Path beside = beside(target);
        try (OutputStream out = new BufferedOutputStream(disk.create(beside), 1 << 16)) {
            content.writeTo(out);
        }
        disk.force(beside);
        staged.add(new Staged(beside, target));
        return beside;
    }

    /**
     * Removes what writings of models and side files left in a folder that were ended before they could.
     *
     * @param before only what was last written before this: what is younger may still be written to
     */
    public static void sweep(Path folder, Instant before) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file ->
                            LEFT.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .forEach(file -> deleteIfOlder(file, before));
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.log(Level.FINE, "What was left in " + folder + " could not be looked for", unreadable);
        }
    }

    private static void deleteIfOlder(Path file, Instant before) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException staysThere) {
            LOG.log(Level.FINE, file + " could not be removed", staysThere);
        }
    }

    /** Bytes that can still be written where a file is to be. */
    long room(Path file) throws IOException {
        return disk.room(folderOf(file.toAbsolutePath()));
    }

    private Path beside(Path target) {
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        ours.add(beside);
        return beside;
    }

    /**
     * Gives all files their names, the first one last.
     *
     * @throws IOException where one cannot be renamed; all names then stand for what they did before
     */
    public void commit() throws IOException {
        Map<Path, Path> before = new HashMap<>();
        List<Path> renamed = new ArrayList<>();
        try {
            for (int i = staged.size() - 1; i >= 0; i--) {
                Staged file = staged.get(i);
                if (i > 0 && Files.exists(file.target)) {
                    before.put(file.target, Files.copy(file.target, beside(file.target)));
                }
                disk.move(file.beside, file.target);
                renamed.add(file.target);
            }
        } catch (IOException failed) {
            takeBack(renamed, before);
            throw failed;
        }
        renamed.forEach(file -> disk.forceFolder(folderOf(file)));
    }

    private void takeBack(List<Path> renamed, Map<Path, Path> before) throws IOException {
        for (Path file : renamed) {
            Path old = before.get(file);
            if (old == null) {
                Files.delete(file);
            } else {
                disk.move(old, file);
            }
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file stands in a folder");
    }

    /** Removes what did not get its name. */
    @Override
    public void close() throws IOException {
        for (Path file : ours) {
            Files.deleteIfExists(file);
        }
    }
}
