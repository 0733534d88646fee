package org.espalier.ui.chart;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.espalier.text.Text;
import org.espalier.ui.style.ChartColours;

/** The network as it was opened: a dotted level with its accuracy in words, and a square where it stands. */
final class DenseLine extends HistoryLines {

    private static final long serialVersionUID = 1L;

    /** Space kept free around a point, in pixels. */
    private static final double AROUND = 10;

    DenseLine(ChartColours colours, ChartContent content) {
        super(colours, content);
    }

    @Override
    void draw(Graphics2D graphics, Rectangle2D area, Axes axes) {
        Point2D dense = axes.place(content().denseParameters(), content().denseAccuracy() * 100);
        if (dense.getY() < area.getMinY() || dense.getY() > area.getMaxY()) {
            return;
        }
        graphics.setPaint(colours().muted());
        graphics.setStroke(Marks.DOTTED);
        graphics.draw(new Line2D.Double(area.getMinX(), dense.getY(), area.getMaxX(), dense.getY()));
        graphics.setStroke(Marks.THIN);
        Shape square = Marks.at(Marks.DENSE, dense.getX(), dense.getY());
        graphics.draw(square);
        write(graphics, area, axes, dense.getY());
    }

    private void write(Graphics2D graphics, Rectangle2D area, Axes axes, double level) {
        String words = Text.of("chart.dense", Text.percent(content().denseAccuracy(), 2));
        graphics.setFont(AccuracyPlot.SMALL);
        Rectangle2D size = graphics.getFontMetrics().getStringBounds(words, graphics);
        Rectangle2D place = LabelSpot.choose(area, level, size.getWidth(), size.getHeight(), taken(axes));
        graphics.setPaint(colours().muted());
        graphics.drawString(words, (float) place.getX(), (float)
                (place.getMaxY() - graphics.getFontMetrics().getDescent()));
    }

    private List<Rectangle2D> taken(Axes axes) {
        List<ChartPoint> points = new ArrayList<>(content().steps());
        ChartPoint live = content().live();
        if (live != null) {
            points.add(live);
        }
        List<Rectangle2D> taken = new ArrayList<>();
        for (ChartPoint point : points) {
            Point2D low = axes.place(point.parameters(), point.low() * 100);
            Point2D high = axes.place(point.parameters(), point.high() * 100);
            taken.add(new Rectangle2D.Double(
                    high.getX() - AROUND, high.getY() - AROUND, 2 * AROUND, low.getY() - high.getY() + 2 * AROUND));
        }
        for (Recovery recovery : content().recoveries()) {
            double first = recovery.from().orElse(recovery.best().orElse(0));
            double best = Math.max(first, recovery.best().orElse(first));
            Point2D start = axes.place(recovery.parameters(), first * 100);
            double top = axes.place(recovery.parameters(), best * 100).getY();
            taken.add(new Rectangle2D.Double(
                    start.getX() - AROUND, top - AROUND, 2 * AROUND, start.getY() - top + 2 * AROUND));
        }
        return taken;
    }
}
