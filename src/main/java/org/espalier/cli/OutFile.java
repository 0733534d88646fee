package org.espalier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.network.ModelSource;
import org.espalier.session.ExportTarget;
import org.espalier.text.Refused;

/**
 * Where a command is to write a network: what is wrong there is said in words of the command line.
 *
 * @param file as {@code --out} names it
 * @param force whether a file that is there may be replaced
 */
record OutFile(Path file, boolean force) {

    private static final String EXISTS = "session.export.exists";

    ExportTarget target() {
        return new ExportTarget(file, force);
    }

    /** @throws Refused where nothing can or should be written there */
    ExportTarget checked(ModelSource source) throws Refused {
        if (file.toString().isBlank()) {
            throw new Refused("cli.out.empty");
        }
        ExportTarget target = target();
        try {
            target.check(source);
        } catch (Refused refused) {
            if (!refused.key().equals(EXISTS)) {
                throw refused;
            }
            throw new Refused(refused, "cli.out.exists", Files.exists(file) ? file : target.sideFile());
        }
        return target;
    }
}
