package org.espalier.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The names that somebody may have meant. */
final class NearNames {

    private static final int NEAR = 5;

    private NearNames() {}

    /** The names that differ least from a word, in the order of the layers where there are few. */
    static List<String> nearest(String word, List<String> names) {
        if (names.size() <= NEAR) {
            return names;
        }
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingInt(name -> edits(word, name)));
        return List.copyOf(sorted.subList(0, NEAR));
    }

    /** How many letters are put in, taken out or changed between two words (Levenshtein 1966). */
    private static int edits(String one, String other) {
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
