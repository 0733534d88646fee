package org.espalier.ui.graph;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.espalier.ui.graph.GraphLayout.Point;

/**
 * Which part of the drawing is seen: a point of the drawing is shown at {@code x + scale · point}.
 *
 * @param scale magnification, {@link #SMALLEST} to {@link #LARGEST}
 * @param x where the drawing's left edge is shown, in pixels of the view; {@code y} its upper edge
 */
record Viewport(double scale, double x, double y) {

    static final double SMALLEST = 0.25;
    static final double LARGEST = 2.5;
    /** Below this a card's words cannot be read. */
    static final double READABLE = 0.55;

    private static final double MARGIN = 14;
    /** On the left, where the buttons stand. */
    private static final double GUTTER = 56;

    private static final double LARGEST_FIT = 1.25;

    /** A width and a height in pixels. */
    record Size(double width, double height) {}

    /** A rectangle of the drawing. */
    record Area(double x, double y, double width, double height) {
        /** With an edge around it. */
        Area wider(double edge) {
            return new Area(x - edge, y - edge, width + 2 * edge, height + 2 * edge);
        }
    }

    Viewport {
        scale = Math.max(SMALLEST, Math.min(LARGEST, scale));
    }

    /** Enlarges by a factor; what is under the pointer stays there. */
    Viewport zoomed(double pointerX, double pointerY, double factor) {
        double next = Math.max(SMALLEST, Math.min(LARGEST, scale * factor));
        double ratio = next / scale;
        return new Viewport(next, pointerX - (pointerX - x) * ratio, pointerY - (pointerY - y) * ratio);
    }

    Viewport moved(double dx, double dy) {
        return new Viewport(scale, x + dx, y + dy);
    }

    /** The whole drawing, as large as it fits and centred. */
    static Viewport fit(Size drawing, Size view) {
        double scale = Math.min(LARGEST_FIT, fitting(drawing, view));
        return placed(drawing, view, scale, Math.max(MARGIN, (view.height() - drawing.height() * scale) / 2));
    }

    /** The whole drawing where that is readable, else its beginning. */
    static Viewport first(Size drawing, Size view) {
        if (fitting(drawing, view) >= READABLE) {
            return fit(drawing, view);
        }
        double wide = (view.width() - GUTTER - MARGIN) / drawing.width();
        return placed(drawing, view, Math.max(READABLE, Math.min(1, wide)), MARGIN);
    }

    /** Moves no further than needed to show the area; its beginning if it is too large. */
    Viewport revealing(Area area, Size view) {
        double dx = shift(x + area.x() * scale, area.width() * scale, view.width());
        double dy = shift(y + area.y() * scale, area.height() * scale, view.height());
        return moved(dx, dy);
    }

    /** An area in the middle of the view, in a size that is good to work with. */
    static Viewport on(Area area, Size view) {
        double scale = Math.min(1.6, (view.width() - 4 * MARGIN) / area.width());
        Viewport sized = new Viewport(scale, 0, 0);
        return sized.moved(
                view.width() / 2 - (area.x() + area.width() / 2) * sized.scale,
                view.height() / 2 - (area.y() + area.height() / 2) * sized.scale);
    }

    boolean shows(Area area, Size view) {
        return x + area.x() * scale < view.width()
                && x + (area.x() + area.width()) * scale > 0
                && y + area.y() * scale < view.height()
                && y + (area.y() + area.height()) * scale > 0;
    }

    /** Where an area of the drawing is seen. */
    Rectangle2D onScreen(Area area) {
        return new Rectangle2D(x + area.x() * scale, y + area.y() * scale, area.width() * scale, area.height() * scale);
    }

    /** Where points of the drawing are seen. */
    List<Point> onScreen(List<Point> points) {
        return points.stream()
                .map(point -> new Point(x + point.x() * scale, y + point.y() * scale))
                .toList();
    }

    private static double fitting(Size drawing, Size view) {
        return Math.min(
                (view.width() - GUTTER - MARGIN) / drawing.width(), (view.height() - 2 * MARGIN) / drawing.height());
    }

    /** In the middle, but not below the buttons. */
    private static Viewport placed(Size drawing, Size view, double scale, double top) {
        return new Viewport(scale, Math.max(GUTTER, (view.width() - drawing.width() * scale) / 2), top);
    }

    private static double shift(double from, double length, double available) {
        if (from < MARGIN || length > available - 2 * MARGIN) {
            return MARGIN - from;
        }
        return Math.min(0, available - MARGIN - (from + length));
    }
}
