package org.espalier.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sentences of all languages, side by side.
 *
 * @param folder where the {@code .properties} files are
 */
record Bundles(Path folder) {

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\s*(\\d+)");
    private static final Pattern KEY_IN_CODE = Pattern.compile(
            "(?:Text\\.(?:of|english)|new\\s+Refused)\\s*\\(\\s*(?:\\w+\\s*,\\s*)?\"([^\"]*)\"\\s*(\\+)?");

    /** The English sentences of all bundles. */
    Map<String, String> english() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path file : englishFiles()) {
            all.putAll(read(file, new ArrayList<>()));
        }
        return all;
    }

    /** What is wrong with the sentences, each with its place; empty if nothing is. */
    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : englishFiles()) {
            String bundle = bundle(file);
            Map<String, String> english = read(file, faults);
            english.keySet().stream()
                    .filter(key -> !key.startsWith(bundle + "."))
                    .forEach(key -> faults.add(file.getFileName() + ": " + key
                            + " would be looked for in another file; start it with " + bundle + "."));
            for (Locale language : Text.LANGUAGES.subList(1, Text.LANGUAGES.size())) {
                Path translation = folder.resolve(bundle + "_" + language + ".properties");
                if (Files.exists(translation)) {
                    compare(english, translation, faults);
                } else {
                    faults.add(translation.getFileName() + " is missing: translate " + file.getFileName());
                }
            }
        }
        return faults;
    }

    /** Keys that sources below this folder ask for and that no bundle has. */
    List<String> keysMissingFor(Path sources) throws IOException {
        Set<String> keys = english().keySet();
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Matcher matcher = KEY_IN_CODE.matcher(Files.readString(file));
                while (matcher.find()) {
                    String key = matcher.group(1);
                    boolean start = matcher.group(2) != null;
                    if (keys.stream().noneMatch(known -> start ? known.startsWith(key) : known.equals(key))) {
                        missing.add(file.getFileName() + " asks for \"" + key
                                + "\"; add it to assets/text in each language");
                    }
                }
            }
        }
        return missing;
    }

    private static void compare(Map<String, String> english, Path translation, List<String> faults) throws IOException {
        Map<String, String> translated = read(translation, faults);
        Set<String> all = new TreeSet<>(english.keySet());
        all.addAll(translated.keySet());
        for (String key : all) {
            String original = english.get(key);
            String other = translated.get(key);
            if (original == null) {
                faults.add(translation.getFileName() + ": " + key + " is not in the English file");
            } else if (other == null) {
                faults.add(translation.getFileName() + ": " + key + " is missing");
            } else if (!arguments(original).equals(arguments(other))) {
                faults.add(translation.getFileName() + ": " + key + " uses the arguments " + arguments(other)
                        + ", the English one " + arguments(original));
            }
        }
    }

    private static Map<String, String> read(Path file, List<String> faults) throws IOException {
        Map<String, String> sentences = new TreeMap<>();
        Properties noticesTwins = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (sentences.put((String) key, (String) value) != null) {
                    faults.add(file.getFileName() + ": " + key + " stands there twice");
                }
                return value;
            }
        };
        try (Reader reader = Files.newBufferedReader(file)) {
            noticesTwins.load(reader);
        }
        sentences.forEach((key, pattern) -> check(file.getFileName() + ": " + key, pattern, faults));
        return sentences;
    }

    private static void check(String place, String pattern, List<String> faults) {
        if (pattern.isBlank()) {
            faults.add(place + " is empty");
        }
        if (pattern.replace("''", "").replace("'{'", "").replace("'}'", "").contains("'")) {
            faults.add(place + " has a single apostrophe, which hides what follows; write two");
        }
        try {
            new MessageFormat(pattern, Locale.ENGLISH);
        } catch (IllegalArgumentException notAPattern) {
            faults.add(place + " is no MessageFormat pattern: " + notAPattern.getMessage());
        }
    }

    private static Set<Integer> arguments(String pattern) {
        return ARGUMENT.matcher(pattern.replace("'{'", ""))
                .results()
                .map(result -> Integer.valueOf(result.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Path> englishFiles() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".properties")
                            && !bundle(file).contains("_"))
                    .sorted()
                    .toList();
        }
    }

    private static String bundle(Path file) {
        return file.getFileName().toString().replace(".properties", "");
    }
}
