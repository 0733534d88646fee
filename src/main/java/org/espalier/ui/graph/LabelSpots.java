package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.espalier.ui.graph.GraphLayout.Point;

/** Free places for words beside a wire. */
final class LabelSpots {

    /** Between a wire and what stands beside it, in pixels. */
    private static final double BESIDE = 9;

    /** Of a wire that is lit, in pixels. */
    private static final double THICK = 4;

    /** Parts of a straight piece, those near its middle first. */
    private static final double[] ALONG = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9};

    private LabelSpots() {}

    /**
     * The first free place, on the longest straight piece of the wire before the others; right of it, left of it, on
     * it.
     */
    static Optional<Rectangle2D> choose(List<Point> way, Dimension2D size, Predicate<Rectangle2D> free) {
        List<Integer> pieces = new ArrayList<>();
        for (int piece = 1; piece < way.size(); piece++) {
            pieces.add(piece);
        }
        pieces.sort((a, b) -> Double.compare(length(way, b), length(way, a)));
        return pieces.stream()
                .flatMap(piece -> spots(way.get(piece - 1), way.get(piece), size).stream())
                .filter(free)
                .findFirst();
    }

    /** The room that the pieces of a wire take. */
    static List<Rectangle2D> along(List<Point> way) {
        List<Rectangle2D> pieces = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            Point a = way.get(i - 1);
            Point b = way.get(i);
            pieces.add(new Rectangle2D(
                    Math.min(a.x(), b.x()) - THICK / 2,
                    Math.min(a.y(), b.y()) - THICK / 2,
                    Math.abs(a.x() - b.x()) + THICK,
                    Math.abs(a.y() - b.y()) + THICK));
        }
        return pieces;
    }

    private static double length(List<Point> way, int piece) {
        Point from = way.get(piece - 1);
        Point to = way.get(piece);
        return Math.hypot(to.x() - from.x(), to.y() - from.y());
    }

    private static List<Rectangle2D> spots(Point from, Point to, Dimension2D size) {
        List<Rectangle2D> spots = new ArrayList<>();
        double wide = size.getWidth();
        for (double part : ALONG) {
            double x = from.x() + (to.x() - from.x()) * part;
            double top = from.y() + (to.y() - from.y()) * part - size.getHeight() / 2;
            for (double left : new double[] {x + BESIDE, x - BESIDE - wide, x - wide / 2}) {
                spots.add(new Rectangle2D(left, top, wide, size.getHeight()));
            }
        }
        return spots;
    }
}
