package org.espalier.ui.chart;

import java.awt.geom.Rectangle2D;
import java.util.List;

/** A free place for the word at a level line, so that no point lies under it. */
final class LabelSpot {

    private static final double AWAY = 4;
    private static final int PLACES = 12;

    private LabelSpot() {}

    /**
     * The first free place from the left, above the line before below it; the first place of all where none
     * is free.
     *
     * @param line height of the line
     * @param width size of the word; {@code height} likewise
     * @param taken what must stay visible
     */
    static Rectangle2D choose(Rectangle2D area, double line, double width, double height, List<Rectangle2D> taken) {
        double[] tops = {line - AWAY - height, line + AWAY};
        double reach = Math.max(0, area.getWidth() - width - 2 * AWAY);
        for (int i = 0; i < PLACES; i++) {
            for (double top : tops) {
                double left = area.getMinX() + AWAY + reach * i / (PLACES - 1);
                Rectangle2D place = new Rectangle2D.Double(left, top, width, height);
                if (area.contains(place) && taken.stream().noneMatch(place::intersects)) {
                    return place;
                }
            }
        }
        return new Rectangle2D.Double(area.getMinX() + AWAY, tops[0], width, height);
    }
}
