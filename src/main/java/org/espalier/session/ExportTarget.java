package org.espalier.session;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.espalier.network.ModelSource;
import org.espalier.text.Refused;
import org.espalier.text.Text;

/**
 * Where a network is written to.
 *
 * @param file the model file
 * @param replaces whether a file that is there already may be replaced
 */
public record ExportTarget(Path file, boolean replaces) {

    private static final String ENDING = ".zip";
    private static final long LARGEST_SIDE_FILE = 64 << 20;

    /** A file that a dialog gave, which asked before it gave one that is there; a name without an ending gets one. */
    public static ExportTarget chosen(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING)
                ? new ExportTarget(file, true)
                : new ExportTarget(file.resolveSibling(name + ENDING), false);
    }

    /** A name to begin with for what is cut out of a network. */
    public static String nameFor(ModelSource source) {
        return stem(source.name()) + "-small" + ENDING;
    }

    private static String stem(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** The file beside the model that says what was done: small.json for small.zip. */
    public Path sideFile() {
        return file.resolveSibling(stem(String.valueOf(file.getFileName())) + ".json");
    }

    /** Where both files stand. */
    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder");
    }

    /**
     * Whether the file beside a model tells of another model: an export may have been ended between the two names.
     *
     * @param sha256 of the model file
     * @return a sentence for the user; empty where there is no such file, or it tells of this one
     */
    static String doubt(Path model, String sha256) {
        Path side = new ExportTarget(model, false).sideFile();
        try {
            if (!Files.isRegularFile(side) || Files.size(side) > LARGEST_SIDE_FILE) {
                return "";
            }
            Map<String, Object> facts = JSON.std.mapFrom(Files.readString(side));
            boolean isOfAnother = SideFile.FORMAT.equals(facts.get("format"))
                    && facts.get("model") instanceof Map<?, ?> told
                    && !sha256.equals(told.get("sha256"));
            return isOfAnother ? Text.of("session.export.other-model", side.getFileName(), model.getFileName()) : "";
        } catch (IOException notOurs) {
            return "";
        }
    }

    /**
     * Looks at the place before any work is done for it.
     *
     * @param source of the network, which is never written over
     * @throws Refused where nothing can or should be written there
     */
    public void check(ModelSource source) throws Refused {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new Refused("session.export.not-a-file", file);
        }
        if (!Files.isDirectory(folder)) {
            throw new Refused("session.export.no-folder", folder);
        }
        if (!Files.isWritable(folder)) {
            throw new Refused("session.export.unwritable", folder);
        }
        if (source instanceof ModelSource.File opened && isSame(file, opened.path())) {
            throw new Refused("session.export.is-source", file);
        }
        if (Files.exists(file) && !replaces) {
            throw new Refused("session.export.exists", file);
        }
        Path side = sideFile();
        if (Files.exists(side) && (!replaces || !isOurs(side))) {
            throw new Refused(isOurs(side) ? "session.export.exists" : "session.export.not-ours", side);
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException oneIsMissing) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    /** Whether a file says of itself that an export wrote it. */
    private static boolean isOurs(Path side) {
        try {
            return Files.size(side) <= LARGEST_SIDE_FILE
                    && SideFile.FORMAT.equals(
                            JSON.std.mapFrom(Files.readString(side)).get("format"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
