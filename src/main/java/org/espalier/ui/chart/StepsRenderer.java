package org.espalier.ui.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.ui.style.ChartColours;

/** The history: steps joined to what they were made from; undone ones pale, dashed and hollow. */
final class StepsRenderer extends PointRenderer {

    private static final long serialVersionUID = 1L;

    private transient Map<Integer, ChartPoint> byId = new HashMap<>();
    private transient Set<Integer> onTheWay = Set.of();

    StepsRenderer(ChartColours colours, ChartContent content) {
        super(colours, content);
    }

    @Override
    void show(ChartContent next) {
        super.show(next);
        byId = new HashMap<>();
        next.steps().forEach(step -> byId.put(step.id(), step));
        onTheWay = next.onTheWay();
    }

    @Override
    void drawUnder(Pen pen, ChartPoint point) {
        boolean holds = onTheWay.contains(point.id());
        ChartPoint parent = point.parent().isPresent() ? byId.get(point.parent().getAsInt()) : null;
        if (parent != null) {
            pen.line(
                    pen.place(parent),
                    prunedTo(pen, point),
                    holds ? Marks.LINE : Marks.DASHED,
                    holds ? colours().step() : colours().undone());
        }
        if (isCurrent(point)) {
            pen.interval(point, colours().step());
        }
    }

    /** Where pruning has led to: to the point itself, or to where an arrow begins that leads up to it. */
    private Point2D prunedTo(Pen pen, ChartPoint point) {
        return content()
                .recoveryTo(point.id())
                .map(recovery -> pen.axes()
                        .place(recovery.parameters(), recovery.pruned().orElseThrow() * 100))
                .orElseGet(() -> pen.place(point));
    }

    @Override
    Shape drawOver(Pen pen, ChartPoint point) {
        Point2D at = pen.place(point);
        Shape mark = Marks.at(mark(point), at.getX(), at.getY());
        if (onTheWay.contains(point.id())) {
            pen.fill(mark, colours().step());
            pen.outline(mark, Marks.THIN, colours().background());
        } else {
            pen.fill(mark, colours().background());
            pen.outline(mark, Marks.THIN, colours().undone());
        }
        if (isCurrent(point)) {
            Color step = colours().step();
            pen.outline(Marks.at(Marks.RING, at.getX(), at.getY()), Marks.THIN, step);
        }
        return mark;
    }

    private Shape mark(ChartPoint point) {
        if (point.fresh()) {
            return Marks.FRESH;
        }
        return isCurrent(point) ? Marks.CURRENT : Marks.STEP;
    }

    private boolean isCurrent(ChartPoint point) {
        return content().currentId().isPresent() && content().currentId().getAsInt() == point.id();
    }
}
