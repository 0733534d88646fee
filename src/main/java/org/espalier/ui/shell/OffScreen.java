package org.espalier.ui.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The window without a display: on Linux without X it is drawn into memory (src/decisions/0004). */
final class OffScreen {

    private static final Map<String, String> SETTINGS =
            Map.of("glass.platform", "Monocle", "monocle.platform", "Headless", "prism.order", "sw");

    private static final Logger LOG = Logger.getLogger(OffScreen.class.getName());
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final int FAILED = 1;

    private OffScreen() {}

    /** Whether this machine has no display that JavaFX could use. */
    static boolean isNeeded() {
        return !settings(System.getProperty("os.name"), System.getenv()).isEmpty()
                && System.getProperty("glass.platform") == null;
    }

    /** Draws into memory from now on; works only before JavaFX starts. */
    static void choose() {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    /**
     * Walks the demo in a process of its own: in this one JavaFX has tried the display, and starts only once.
     *
     * @return the exit status
     */
    static int again() {
        try {
            List<String> command = new ArrayList<>(words(Files.readString(COMMAND_LINE)));
            command.add("demo");
            ProcessBuilder program = new ProcessBuilder(command).inheritIO();
            program.environment().remove("DISPLAY");
            return program.start().waitFor();
        } catch (IOException notLinux) {
            LOG.log(Level.FINE, "The program could not be started once more", notLinux);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }

    /** A command line as the kernel writes it, each word with a zero behind it. */
    static List<String> words(String commandLine) {
        return List.of(commandLine.replaceFirst("\0$", "").split("\0", -1));
    }

    /** JavaFX's properties for that system; none where it has a display. Under Wayland JavaFX 21 needs X too. */
    static Map<String, String> settings(String system, Map<String, String> environment) {
        boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
        if (!linux || !environment.getOrDefault("DISPLAY", "").isBlank()) {
            return Map.of();
        }
        return SETTINGS;
    }
}
