package org.espalier.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names that somebody may have meant. */
public final class NearNames {

    private static final int NEAR = 5;

    /** More than this part of a word is not mistyped: another word is meant. */
    private static final double MISTYPED = 0.4;

    private NearNames() {}

    /** The names that differ least from a word, in their own order where there are few. */
    public static List<String> nearest(String word, List<String> names) {
        if (names.size() <= NEAR) {
            return names;
        }
        return sorted(word, names).subList(0, NEAR);
    }

    /** The name that a mistyped or shortened word is likely to mean; none where it is like no name. */
    public static Optional<String> meant(String word, Collection<String> names) {
        return sorted(word, names).stream()
                .findFirst()
                .filter(name ->
                        isShort(word, name) || edits(word, name) <= MISTYPED * Math.max(word.length(), name.length()));
    }

    private static List<String> sorted(String word, Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.<String>comparingInt(name -> isShort(word, name) ? 0 : 1)
                .thenComparingInt(name -> edits(word, name)));
        return List.copyOf(sorted);
    }

    private static boolean isShort(String word, String name) {
        return small(name).startsWith(small(word));
    }

    private static int edits(String word, String name) {
        return distance(small(word), small(name));
    }

    private static String small(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** How many letters are put in, taken out or changed between two words (Levenshtein 1966). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
