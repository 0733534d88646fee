package org.espalier.ui.chart;

import java.awt.geom.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.shape.Line;
import org.espalier.ui.style.StyleClass;

/** Two dashed lines through the pointer, over the chart so that moving them draws nothing anew. */
final class Crosshair extends Group {

    private final Line across = StyleClass.styled(new Line(), StyleClass.CROSSHAIR);
    private final Line upright = StyleClass.styled(new Line(), StyleClass.CROSSHAIR);

    Crosshair() {
        getChildren().addAll(across, upright);
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    void show(double x, double y, Rectangle2D area) {
        setVisible(area.contains(x, y));
        across.setStartX(area.getMinX());
        across.setEndX(area.getMaxX());
        across.setStartY(y);
        across.setEndY(y);
        upright.setStartX(x);
        upright.setEndX(x);
        upright.setStartY(area.getMinY());
        upright.setEndY(area.getMaxY());
    }
}
