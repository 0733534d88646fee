package org.espalier.ui.chart;

import java.awt.Shape;
import java.awt.geom.Point2D;
import org.espalier.ui.style.ChartColours;

/** The point under the user's hand: a diamond with its interval, tied to the step it starts from. */
final class LiveRenderer extends PointRenderer {

    private static final long serialVersionUID = 1L;

    LiveRenderer(ChartColours colours, ChartContent content) {
        super(colours, content);
    }

    @Override
    void drawUnder(Pen pen, ChartPoint point) {
        content()
                .current()
                .ifPresent(from -> pen.line(
                        pen.place(from),
                        pen.place(point),
                        Marks.DOTTED,
                        colours().live()));
        pen.interval(point, colours().live());
    }

    @Override
    Shape drawOver(Pen pen, ChartPoint point) {
        Point2D at = pen.place(point);
        Shape mark = Marks.at(Marks.LIVE, at.getX(), at.getY());
        pen.fill(mark, point.exact() ? colours().live() : colours().background());
        pen.outline(
                mark,
                Marks.THIN,
                point.exact() ? colours().background() : colours().live());
        return mark;
    }
}
