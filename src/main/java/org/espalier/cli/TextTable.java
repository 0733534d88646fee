package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that stand straight in a terminal, where Chinese characters are two columns wide. */
final class TextTable {

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();
    private final int words;

    /** @param words how many columns, from the left, hold words; all others hold numbers and end on a line */
    TextTable(int words) {
        this.words = words;
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String space = " ".repeat(width(i) - width(row.get(i)));
                line.append(" ".repeat(i == 0 ? 0 : GAP));
                line.append(i < words ? row.get(i) + space : space + row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }

    static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int character) {
        boolean fullWidthForm = character >= 0xff01 && character <= 0xff60;
        boolean cjkPunctuation = character >= 0x3000 && character <= 0x303f;
        return Character.isIdeographic(character) || fullWidthForm || cjkPunctuation;
    }
}
