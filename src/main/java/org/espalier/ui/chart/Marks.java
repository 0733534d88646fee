package org.espalier.ui.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes and strokes of the chart, in pixels, around the origin. */
final class Marks {

    static final Shape STEP = circle(4.5);
    static final Shape CURRENT = circle(6);
    static final Shape RING = circle(9.5);
    static final Shape DENSE = new Rectangle2D.Double(-7, -7, 14, 14);
    static final Shape LIVE = diamond(7.5);
    static final Shape FRESH = triangle(7);

    static final Shape EPOCH = circle(3.2);

    /** The head of an arrow that points right, with its tip at the origin. */
    static final double HEAD_LENGTH = 9;

    static final Shape HEAD = head();

    static final Stroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Stroke THIN = new BasicStroke(1.6f);
    static final Stroke DASHED = dashes(6, 4);
    static final Stroke DOTTED = dashes(2, 4);

    private Marks() {}

    static Shape at(Shape mark, double x, double y) {
        return AffineTransform.getTranslateInstance(x, y).createTransformedShape(mark);
    }

    private static Shape circle(double radius) {
        return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }

    private static Shape diamond(double radius) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, -radius);
        path.lineTo(radius, 0);
        path.lineTo(0, radius);
        path.lineTo(-radius, 0);
        path.closePath();
        return path;
    }

    private static Shape triangle(double radius) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, -radius);
        path.lineTo(radius * 0.9, radius * 0.7);
        path.lineTo(-radius * 0.9, radius * 0.7);
        path.closePath();
        return path;
    }

    private static Shape head() {
        Path2D path = new Path2D.Double();
        path.moveTo(0, 0);
        path.lineTo(-HEAD_LENGTH, 5);
        path.lineTo(-HEAD_LENGTH, -5);
        path.closePath();
        return path;
    }

    private static Stroke dashes(float on, float off) {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {on, off}, 0);
    }
}
