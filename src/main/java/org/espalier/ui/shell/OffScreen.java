package org.espalier.ui.shell;

import java.util.Locale;
import java.util.Map;
import org.espalier.text.Text;

/** The window without a display: on Linux without X it is drawn into memory (src/decisions/0004). */
final class OffScreen {

    private OffScreen() {}

    /** Decides for this machine and says so; works only before JavaFX starts. */
    static void chooseWithoutDisplay() {
        // Charts are drawn by Java2D into memory, so AWT never needs a screen, nor a thread of its own.
        System.setProperty("java.awt.headless", "true");
        Map<String, String> settings = settings(System.getProperty("os.name"), System.getenv());
        if (!settings.isEmpty() && System.getProperty("glass.platform") == null) {
            System.err.println(Text.of("shell.offScreen"));
            settings.forEach(System::setProperty);
        }
    }

    /** JavaFX's properties for that system; none where it has a display. Under Wayland JavaFX 21 needs X too. */
    static Map<String, String> settings(String system, Map<String, String> environment) {
        boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
        if (!linux || !environment.getOrDefault("DISPLAY", "").isBlank()) {
            return Map.of();
        }
        return Map.of("glass.platform", "Monocle", "monocle.platform", "Headless", "prism.order", "sw");
    }
}
