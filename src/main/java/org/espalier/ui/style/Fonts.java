package org.espalier.ui.style;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.text.Font;

/**
 * Which font shows the language's characters.
 *
 * <p>JavaFX's CSS takes no list of families, and before version 23 its fallback on Linux finds no OpenType
 * fonts (JDK-8322251), so for Chinese a family is named outright.
 */
public final class Fonts {

    /** TrueType fonts such as Droid Sans Fallback are found without being named, and keep Latin letters bold. */
    private static final List<String> CHINESE =
            List.of("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC");

    private Fonts() {}

    /** A style sheet that sets the family on the root; empty where the theme's own font will do. */
    static Optional<String> sheetFor(Locale language) {
        return family(language, Font.getFamilies()).map(Fonts::sheet);
    }

    /** The first of these installed families that is made for the language. */
    static Optional<String> family(Locale language, List<String> installed) {
        if (!"zh".equals(language.getLanguage())) {
            return Optional.empty();
        }
        return CHINESE.stream().filter(installed::contains).findFirst();
    }

    private static String sheet(String family) {
        String css = ".root { -fx-font-family: \"" + family + "\"; }";
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }
}
