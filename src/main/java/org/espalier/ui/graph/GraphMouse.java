package org.espalier.ui.graph;

import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Wheel and drag on the graph: the wheel zooms at the pointer, a drag beside the controls moves the picture. */
final class GraphMouse {

    /** Enlargement per turn of the wheel, whose delta is usually 40 pixels. */
    private static final double PER_PIXEL = Math.log(1.1) / 40;

    private final GraphView graph;
    private double lastX;
    private double lastY;
    private boolean moving;

    private GraphMouse(GraphView graph) {
        this.graph = graph;
    }

    static void listen(GraphView graph) {
        GraphMouse mouse = new GraphMouse(graph);
        graph.addEventFilter(MouseEvent.MOUSE_PRESSED, mouse::choose);
        graph.setOnMousePressed(mouse::pressed);
        graph.setOnMouseDragged(mouse::dragged);
        graph.setOnMouseReleased(mouse::released);
        graph.setOnScroll(mouse::scrolled);
        graph.setOnZoom(event -> graph.zoomAt(event.getX(), event.getY(), event.getZoomFactor()));
    }

    private void choose(MouseEvent event) {
        LayerCard card = GraphView.cardOf(event.getPickResult().getIntersectedNode());
        if (card != null) {
            graph.model().choose(card.model());
        }
    }

    private void pressed(MouseEvent event) {
        LayerCard card = GraphView.cardOf(event.getPickResult().getIntersectedNode());
        graph.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
        moving = event.getButton() == MouseButton.PRIMARY || event.getButton() == MouseButton.MIDDLE;
        if (card != null && event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            graph.lookAt(card.model());
        }
    }

    private void dragged(MouseEvent event) {
        if (moving) {
            graph.setCursor(Cursor.CLOSED_HAND);
            graph.move(event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
        }
    }

    private void released(MouseEvent event) {
        moving = false;
        graph.setCursor(Cursor.DEFAULT);
    }

    private void scrolled(ScrollEvent event) {
        // With Shift held, JavaFX turns a wheel sideways.
        double turned = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
        if (turned != 0) {
            graph.zoomAt(event.getX(), event.getY(), Math.exp(turned * PER_PIXEL));
        }
        event.consume();
    }
}
