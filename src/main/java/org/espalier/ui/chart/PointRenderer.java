package org.espalier.ui.chart;

import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.espalier.ui.style.ChartColours;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;
import org.jspecify.annotations.Nullable;

/** Draws a {@link PointSet}: first what lies under all points, then the points. */
abstract class PointRenderer extends AbstractXYItemRenderer {

    private static final long serialVersionUID = 1L;

    private transient ChartColours colours;
    private transient ChartContent content;

    PointRenderer(ChartColours colours, ChartContent content) {
        this.colours = colours;
        this.content = content;
        setDefaultToolTipGenerator(
                (data, series, item) -> ((PointSet) data).point(item).tooltip());
    }

    final void dress(ChartColours with) {
        colours = with;
    }

    void show(ChartContent next) {
        content = next;
    }

    final ChartColours colours() {
        return colours;
    }

    final ChartContent content() {
        return content;
    }

    /** Lines and bars of a point. */
    abstract void drawUnder(Pen pen, ChartPoint point);

    /** The point itself; returns where it takes clicks. */
    abstract Shape drawOver(Pen pen, ChartPoint point);

    /** Java2D with the axes at hand. */
    record Pen(Graphics2D graphics, Axes axes) {

        Point2D place(ChartPoint point) {
            return axes.place(point.parameters(), point.percent());
        }

        void line(Point2D from, Point2D to, Stroke stroke, Paint paint) {
            graphics.setStroke(stroke);
            graphics.setPaint(paint);
            graphics.draw(new Line2D.Double(from, to));
        }

        void outline(Shape shape, Stroke stroke, Paint paint) {
            graphics.setStroke(stroke);
            graphics.setPaint(paint);
            graphics.draw(shape);
        }

        void fill(Shape shape, Paint paint) {
            graphics.setPaint(paint);
            graphics.fill(shape);
        }

        /** An upright bar with a foot and a head, over the interval of a point. */
        void interval(ChartPoint point, Paint paint) {
            if (point.low() < point.high()) {
                Point2D low = axes.place(point.parameters(), point.low() * 100);
                Point2D high = axes.place(point.parameters(), point.high() * 100);
                line(low, high, Marks.THIN, paint);
                for (Point2D end : new Point2D[] {low, high}) {
                    graphics.draw(new Line2D.Double(end.getX() - 5, end.getY(), end.getX() + 5, end.getY()));
                }
            }
        }
    }

    @Override
    public int getPassCount() {
        return 2;
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            XYItemRendererState state,
            Rectangle2D area,
            @Nullable PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset data,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        ChartPoint point = ((PointSet) data).point(item);
        Pen pen = new Pen(graphics, new Axes(domain, range, area));
        if (pass == 0) {
            drawUnder(pen, point);
        } else {
            Shape hot = drawOver(pen, point);
            if (info != null && area.intersects(hot.getBounds2D())) {
                Point2D at = pen.place(point);
                addEntity(state.getEntityCollection(), hot, data, series, item, at.getX(), at.getY());
            }
        }
    }
}
