package org.espalier.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.espalier.network.Disk;
import org.espalier.network.UserFolders;

/** A folder in the user's cache for the checkpoints of one experiment. It is made when it is first needed, and goes with it. */
final class CheckpointFolder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CheckpointFolder.class.getName());

    private final Path all;
    private final Path own;
    private final Disk disk;

    /** @param all where the folders of all experiments are */
    CheckpointFolder(Path all) {
        this(all, Disk.SYSTEM);
    }

    CheckpointFolder(Path all, Disk disk) {
        this.disk = disk;
        this.all = all;
        this.own = all.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    static CheckpointFolder ofThisUser() {
        CheckpointFolder folder =
                new CheckpointFolder(UserFolders.ofThisUser().cache().resolve("checkpoints"));
        folder.sweep();
        return folder;
    }

    Path path() {
        return own;
    }

    /** What its files are written on. */
    Disk disk() {
        return disk;
    }

    /** A file's place in the folder, which is there then. */
    Path file(String name) throws IOException {
        Files.createDirectories(own);
        return own.resolve(name);
    }

    /** Removes what programs left that were ended before they could. */
    void sweep() {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> folders = Files.list(all)) {
            folders.filter(CheckpointFolder::isAbandoned).forEach(CheckpointFolder::delete);
        } catch (IOException unreadable) {
            LOG.log(Level.FINE, "Old checkpoints could not be looked for", unreadable);
        }
    }

    private static boolean isAbandoned(Path folder) {
        String name = String.valueOf(folder.getFileName());
        int dash = name.indexOf('-');
        return dash > 0
                && dash < 19
                && name.substring(0, dash).chars().allMatch(Character::isDigit)
                && ProcessHandle.of(Long.parseLong(name.substring(0, dash))).isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> files = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException staysThere) {
            LOG.log(Level.FINE, "Checkpoints could not be removed from " + folder, staysThere);
        }
    }

    @Override
    public void close() {
        if (Files.isDirectory(own)) {
            delete(own);
        }
    }
}
