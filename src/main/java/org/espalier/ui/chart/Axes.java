package org.espalier.ui.chart;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;

/** Where a value stands in the picture: parameters go right, percent go up. */
record Axes(ValueAxis parameters, ValueAxis percent, Rectangle2D area) {

    Point2D place(double kept, double accuracy) {
        return new Point2D.Double(
                parameters.valueToJava2D(kept, area, RectangleEdge.BOTTOM),
                percent.valueToJava2D(accuracy, area, RectangleEdge.LEFT));
    }
}
