package org.espalier.ui.shell;

import java.util.Locale;
import java.util.Map;

/** The window without a display: on Linux without X it is drawn into memory (src/decisions/0004). */
final class OffScreen {

    private static final Map<String, String> SETTINGS =
            Map.of("glass.platform", "Monocle", "monocle.platform", "Headless", "prism.order", "sw");

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

    /** JavaFX's properties for that system; none where it has a display. Under Wayland JavaFX 21 needs X too. */
    static Map<String, String> settings(String system, Map<String, String> environment) {
        boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
        if (!linux || !environment.getOrDefault("DISPLAY", "").isBlank()) {
            return Map.of();
        }
        return SETTINGS;
    }
}
