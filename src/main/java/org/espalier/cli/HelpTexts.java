package org.espalier.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --help} says in the user's language, as picocli asks for it: our keys behind {@code help.} are its keys.
 *
 * <p>Our patterns are MessageFormat's and know nothing of picocli's: {@code {0}} is the default of an option, and a
 * percent sign is one.
 */
final class HelpTexts extends ResourceBundle {

    private static final String BUNDLE = "help";
    private static final String DEFAULT_VALUE = "${DEFAULT-VALUE}";

    private final Set<String> keys;

    HelpTexts() {
        keys = Text.keys(BUNDLE).stream()
                .map(key -> key.substring(BUNDLE.length() + 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return keys.contains(key) ? Text.of(BUNDLE + "." + key, DEFAULT_VALUE).replace("%", "%%") : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(keys);
    }
}
