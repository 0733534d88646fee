package org.espalier.ui.style;

import java.awt.Color;

/**
 * What a chart is drawn with, for Java2D.
 *
 * @param text words that must be read first; {@code muted} for axes and remarks
 * @param step a step of the history; {@code undone} a step on a branch that was left
 * @param live the point under the user's hand
 * @param recovery what training on brings back
 */
public record ChartColours(
        Color background, Color text, Color muted, Color grid, Color step, Color undone, Color live, Color recovery) {

    static final ChartColours LIGHT = new ChartColours(
            Color.WHITE,
            new Color(0x24292F),
            new Color(0x57606A),
            new Color(0xE6E9ED),
            Palette.BLUE.awt(),
            new Color(0x8C959F),
            Palette.VERMILLION.awt(),
            new Color(0x00805C));

    static final ChartColours DARK = new ChartColours(
            new Color(0x0D1117),
            new Color(0xE6EDF3),
            new Color(0x8B949E),
            new Color(0x21262D),
            Palette.SKY.awt(),
            new Color(0x6E7681),
            new Color(0xFF8C42),
            new Color(0x2BC49A));
}
