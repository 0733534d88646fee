package org.espalier.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of sentences that sources can ask for.
 *
 * <p>A key stands in them as it is, or is put together of up to three parts: a string with a {@code +} or a dot at its
 * end, a word, and a string with a {@code +} before it. The word is a string as well, or an enum's constant in small letters.
 */
final class KeysInSources {

    private static final Pattern STRING = Pattern.compile("(\\+\\s*)?\"((?:[^\"\\\\\\n]|\\\\.)*)\"(\\s*\\+)?");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]*\\b");

    private final Set<String> strings = new HashSet<>();
    private final Set<String> constants = new HashSet<>();
    private final Set<String> starts = new HashSet<>(Set.of(""));
    private final Set<String> ends = new HashSet<>(Set.of(""));

    KeysInSources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                read(Files.readString(file));
            }
        }
    }

    private void read(String source) {
        Matcher string = STRING.matcher(source);
        while (string.find()) {
            strings.add(string.group(2));
            if (string.group(3) != null || string.group(2).endsWith(".")) {
                starts.add(string.group(2));
            }
            if (string.group(1) != null) {
                ends.add(string.group(2));
            }
        }
        CONSTANT.matcher(source)
                .results()
                .map(result -> result.group().toLowerCase(Locale.ROOT))
                .forEach(word -> constants.addAll(List.of(word, word.replace('_', '-'))));
    }

    /** Those that no source asks for. */
    List<String> unused(Collection<String> keys) {
        return keys.stream().filter(key -> !isUsed(key)).sorted().toList();
    }

    private boolean isUsed(String key) {
        return strings.contains(key)
                || starts.stream()
                        .filter(key::startsWith)
                        .anyMatch(start -> isPutTogether(key.substring(start.length()), start));
    }

    private boolean isPutTogether(String rest, String start) {
        return ends.stream()
                .filter(rest::endsWith)
                .filter(end -> !start.isEmpty() || !end.isEmpty())
                .map(end -> rest.substring(0, rest.length() - end.length()))
                .anyMatch(word -> strings.contains(word) || constants.contains(word));
    }
}
