package org.espalier.ui.chart;

import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jfree.chart.entity.XYItemEntity;

/** Mouse and keys on the chart. */
final class ChartMouse {

    private static final double PER_TURN = 0.9;
    private static final double BESIDE_POINTER = 14;

    private final ChartPane chart;
    private final Tooltip tip = new Tooltip();
    private double lastX;
    private double lastY;

    private ChartMouse(ChartPane chart) {
        this.chart = chart;
    }

    static void listen(ChartPane chart) {
        ChartMouse mouse = new ChartMouse(chart);
        chart.setOnScroll(mouse::scrolled);
        chart.setOnMousePressed(mouse::pressed);
        chart.setOnMouseDragged(mouse::dragged);
        chart.setOnMouseClicked(mouse::clicked);
        chart.setOnMouseMoved(mouse::moved);
        chart.setOnMouseExited(event -> mouse.left());
        chart.setOnKeyPressed(mouse::key);
    }

    private void scrolled(ScrollEvent event) {
        // With Shift held, JavaFX turns a wheel sideways.
        double turned = event.getDeltaY() != 0 ? event.getDeltaY() : event.getDeltaX();
        if (turned != 0) {
            double factor = turned > 0 ? PER_TURN : 1 / PER_TURN;
            chart.zoomAt(event.getX(), event.getY(), factor, !event.isShiftDown(), !event.isControlDown());
        }
        event.consume();
    }

    private void pressed(MouseEvent event) {
        chart.requestFocus();
        lastX = event.getX();
        lastY = event.getY();
    }

    private void dragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && !event.isStillSincePress()) {
            chart.setCursor(Cursor.CLOSED_HAND);
            chart.move(event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
        }
    }

    private void clicked(MouseEvent event) {
        moved(event);
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        var point = chart.pointAt(event.getX(), event.getY());
        if (point.isPresent()) {
            chart.picked(point.get());
        } else if (event.getClickCount() == 2) {
            chart.reset();
        }
    }

    private void moved(MouseEvent event) {
        chart.dataArea().ifPresent(area -> chart.crosshair().show(event.getX(), event.getY(), area));
        var point = chart.pointAt(event.getX(), event.getY());
        chart.setCursor(point.isPresent() && chart.isPickable() ? Cursor.HAND : Cursor.DEFAULT);
        point.ifPresentOrElse(near -> explain(near, event), tip::hide);
    }

    private void explain(XYItemEntity point, MouseEvent event) {
        String text = point.getToolTipText();
        if (text == null || text.isEmpty()) {
            tip.hide();
        } else {
            tip.setText(text);
            tip.show(chart, event.getScreenX() + BESIDE_POINTER, event.getScreenY() + BESIDE_POINTER);
        }
    }

    private void left() {
        chart.crosshair().setVisible(false);
        tip.hide();
    }

    private void key(KeyEvent event) {
        KeyCode key = event.getCode();
        boolean back = key == KeyCode.DIGIT0 || key == KeyCode.NUMPAD0 || key == KeyCode.HOME;
        if (back && !event.isShortcutDown()) {
            chart.reset();
            event.consume();
        }
    }
}
