package org.espalier.text;

import java.util.ArrayList;
import java.util.List;

/** Ascending numbers as a human writes them: 3, 7–9; and long lists by their start. */
public final class Ranges {

    private Ranges() {}

    /** @param most so many runs and single numbers are written out */
    public static String of(List<Integer> ascending, int most) {
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
        String start = String.join(", ", runs.subList(0, Math.min(most, runs.size())));
        return runs.size() <= most ? start : start + ", …";
    }
}
