package org.espalier.ui.chart;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.espalier.ui.style.ChartColours;

/** Arrows from pruned networks to what training on made of them, with a dot for each epoch. */
final class RecoveryLines extends HistoryLines {

    private static final long serialVersionUID = 1L;

    /** Space kept free in front of the mark that an arrow points at, in pixels. */
    private static final double IN_FRONT = 7;

    RecoveryLines(ChartColours colours, ChartContent content) {
        super(colours, content);
    }

    @Override
    void draw(Graphics2D graphics, Rectangle2D area, Axes axes) {
        Shape clip = graphics.getClip();
        graphics.clip(area);
        graphics.setPaint(colours().recovery());
        for (Recovery recovery : content().recoveries()) {
            draw(graphics, axes, recovery);
        }
        graphics.setClip(clip);
    }

    private void draw(Graphics2D graphics, Axes axes, Recovery recovery) {
        for (double accuracy : recovery.epochs()) {
            Point2D dot = axes.place(recovery.parameters(), accuracy * 100);
            graphics.fill(Marks.at(Marks.EPOCH, dot.getX(), dot.getY()));
        }
        if (recovery.from().isEmpty()) {
            return;
        }
        double from = recovery.from().getAsDouble();
        Point2D start = axes.place(recovery.parameters(), from * 100);
        ChartPoint to = recovery.to().isPresent()
                ? content().step(recovery.to().getAsInt()).orElse(null)
                : null;
        double best = recovery.best().orElse(from);
        if (to != null) {
            arrow(graphics, start, axes.place(to.parameters(), to.percent()), IN_FRONT);
        } else if (best > from) {
            // Where no epoch is better yet the start is what would be kept.
            arrow(graphics, start, axes.place(recovery.parameters(), best * 100), 0);
        }
    }

    /** Nothing where the ends are so near to each other that there is no room for it. */
    private static void arrow(Graphics2D graphics, Point2D from, Point2D to, double inFront) {
        double length = from.distance(to);
        if (length < 2 * (inFront + Marks.HEAD_LENGTH)) {
            return;
        }
        double angle = Math.atan2(to.getY() - from.getY(), to.getX() - from.getX());
        AffineTransform along = AffineTransform.getTranslateInstance(from.getX(), from.getY());
        along.rotate(angle);
        double tip = length - inFront;
        graphics.setStroke(Marks.LINE);
        graphics.draw(along.createTransformedShape(new Line2D.Double(0, 0, tip - Marks.HEAD_LENGTH, 0)));
        graphics.fill(along.createTransformedShape(Marks.at(Marks.HEAD, tip, 0)));
    }
}
