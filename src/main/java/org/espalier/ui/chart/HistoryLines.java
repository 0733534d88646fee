package org.espalier.ui.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.espalier.ui.style.ChartColours;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/** Something drawn behind the points of the history, from the same content. */
abstract class HistoryLines extends AbstractXYAnnotation {

    private static final long serialVersionUID = 1L;

    private transient ChartColours colours;
    private transient ChartContent content;

    HistoryLines(ChartColours colours, ChartContent content) {
        this.colours = colours;
        this.content = content;
    }

    final void dress(ChartColours with) {
        colours = with;
    }

    final void show(ChartContent next) {
        content = next;
    }

    final ChartColours colours() {
        return colours;
    }

    final ChartContent content() {
        return content;
    }

    abstract void draw(Graphics2D graphics, Rectangle2D area, Axes axes);

    @Override
    public final void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int index,
            @Nullable PlotRenderingInfo info) {
        draw(graphics, area, new Axes(domain, range, area));
    }
}
