package org.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What byte code does not show, looked for in the source text.
 *
 * @param folder where to look, with all that is below it
 */
record SourceRules(Path folder) {

    /** The places that turn any error into a message; only a job's end may do that. */
    private static final List<String> CATCH_EVERYTHING = List.of("job/DirectJobRunner.java", "ui/FxJobRunner.java");

    /** The one package that sets looks. */
    private static final List<String> SET_STYLE = List.of("ui/style/");

    private static final Pattern CATCHES_EVERYTHING =
            Pattern.compile("catch\\s*\\(\\s*(final\\s+)?([\\w.]+\\s*\\|\\s*)*(Exception|Throwable|Error)\\b");
    private static final Pattern SETS_STYLE = Pattern.compile("\\.setStyle\\s*\\(");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    List<String> catchesOfEverything() throws IOException {
        return find(
                CATCHES_EVERYTHING,
                CATCH_EVERYTHING,
                "catch the narrow type and say what the user can do (Refused); only the job runners catch everything");
    }

    List<String> inlineStyles() throws IOException {
        return find(SETS_STYLE, SET_STYLE, "give the node a style class and write its look into the style sheet");
    }

    List<String> unfinishedWork() throws IOException {
        return find(UNFINISHED, List.of(), "finish it, or write it down where the team plans its work");
    }

    private List<String> find(Pattern pattern, List<String> allowed, String remedy) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(folder, ".java")) {
            String name = file.toString().replace('\\', '/');
            if (allowed.stream().noneMatch(name::contains)) {
                String text = Files.readString(file);
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    long line = text.substring(0, matcher.start()).lines().count();
                    found.add(name + ":" + Math.max(1, line) + " \"" + matcher.group() + "\": " + remedy);
                }
            }
        }
        return found;
    }

    /** All files of this ending below a folder, in the order of their names. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
