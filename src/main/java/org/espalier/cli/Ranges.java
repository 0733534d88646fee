package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes ascending numbers as a human would: 3, 7–9; and long lists by their start. */
final class Ranges {

    /** Runs and numbers that are written out. */
    private static final int MOST = 3;

    private Ranges() {}

    static String of(List<Integer> ascending) {
        List<String> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ascending.size(); i++) {
            if (i == ascending.size() || ascending.get(i) != ascending.get(i - 1) + 1) {
                int first = ascending.get(from);
                int last = ascending.get(i - 1);
                runs.add(first == last ? Integer.toString(first) : first + (last == first + 1 ? ", " : "–") + last);
                from = i;
            }
        }
        String start = String.join(", ", runs.subList(0, Math.min(MOST, runs.size())));
        return runs.size() <= MOST ? start : start + ", …";
    }
}
