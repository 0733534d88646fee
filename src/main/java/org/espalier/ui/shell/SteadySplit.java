package org.espalier.ui.shell;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/** Two parts that keep their proportion when the window changes; JavaFX's own grow and shrink by the same pixels. */
final class SteadySplit extends SplitPane {

    private double proportion;
    private double length;
    private boolean arranging;

    /** @param proportion of the whole that the first part takes until the user moves the divider */
    SteadySplit(Node first, Node second, double proportion) {
        super(first, second);
        this.proportion = proportion;
        setDividerPositions(proportion);
        getDividers().get(0).positionProperty().addListener((position, before, now) -> {
            if (!arranging) {
                this.proportion = now.doubleValue();
            }
        });
    }

    @Override
    protected void layoutChildren() {
        arranging = true;
        super.layoutChildren();
        double now = getOrientation() == Orientation.HORIZONTAL ? getWidth() : getHeight();
        if (now != length) {
            length = now;
            setDividerPositions(proportion);
            super.layoutChildren();
        }
        arranging = false;
    }
}
