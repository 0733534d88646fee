package org.espalier.ui.graph;

import java.util.List;
import javafx.scene.Group;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.QuadCurveTo;
import org.espalier.ui.graph.GraphLayout.Point;
import org.espalier.ui.style.StyleClass;

/** A wire as a line with rounded corners and an arrow head. */
final class WireShape extends Group {

    private static final double CORNER = 8;
    private static final double HEAD = 7;

    private static final double STEPPED_BACK = 0.35;

    private final GraphLayout.Way way;
    private final Path line = StyleClass.styled(new Path(), StyleClass.WIRE);
    private final Polygon head = StyleClass.styled(new Polygon(), StyleClass.WIRE_HEAD);

    WireShape(GraphLayout.Way way) {
        this.way = way;
        if (way.wire().beside()) {
            StyleClass.styled(line, StyleClass.WIRE_BESIDE);
            StyleClass.styled(head, StyleClass.WIRE_BESIDE);
        }
        draw(line, way.points());
        aim(head, way.points());
        getChildren().addAll(line, head);
        setMouseTransparent(true);
    }

    GraphLayout.Way way() {
        return way;
    }

    /** Lights the wire where it is one of what would go; otherwise it steps back. */
    void light(Ghost ghost) {
        boolean lit = ghost.lights(way.wire());
        line.pseudoClassStateChanged(StyleClass.LIT, lit);
        head.pseudoClassStateChanged(StyleClass.LIT, lit);
        setOpacity(lit || ghost.isEmpty() ? 1 : STEPPED_BACK);
    }

    private static void draw(Path line, List<Point> points) {
        int last = points.size() - 1;
        line.getElements().add(new MoveTo(points.get(0).x(), points.get(0).y()));
        for (int i = 1; i < last; i++) {
            Point corner = points.get(i);
            Point in = towards(corner, points.get(i - 1), CORNER);
            Point out = towards(corner, points.get(i + 1), CORNER);
            line.getElements()
                    .addAll(new LineTo(in.x(), in.y()), new QuadCurveTo(corner.x(), corner.y(), out.x(), out.y()));
        }
        Point end = towards(points.get(last), points.get(last - 1), HEAD);
        line.getElements().add(new LineTo(end.x(), end.y()));
    }

    private static void aim(Polygon head, List<Point> points) {
        Point tip = points.get(points.size() - 1);
        Point base = towards(tip, points.get(points.size() - 2), HEAD);
        double across = 0.6;
        double dx = (base.y() - tip.y()) * across;
        double dy = (tip.x() - base.x()) * across;
        head.getPoints().addAll(tip.x(), tip.y(), base.x() + dx, base.y() + dy, base.x() - dx, base.y() - dy);
    }

    /** A point so far from one on the way to another, but not beyond its half. */
    private static Point towards(Point from, Point to, double distance) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        double part = length == 0 ? 0 : Math.min(distance, length / 2) / length;
        return new Point(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
    }
}
