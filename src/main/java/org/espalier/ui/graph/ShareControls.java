package org.espalier.ui.graph;

import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Slider, number, what comes of it, and lock of one layer. */
final class ShareControls extends HBox {

    private final ShareSlider slider;
    private final PercentField field;
    private final LockButton lock;
    /** Whether the pointer is on the slider and does not drag it. */
    private final BooleanBinding rests;

    private final Tooltip reasons = new Tooltip();

    ShareControls(CardModel model) {
        super(8);
        field = new PercentField(model, this::focusSlider);
        slider = new ShareSlider(model, field::begin);
        lock = new LockButton(model);
        slider.disableProperty().bind(model.locked());
        field.disableProperty().bind(model.locked());
        rests = slider.hoverProperty().and(slider.pressedProperty().not());
        rests.addListener((resting, before, now) -> point(model, now));
        setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(slider, Priority.ALWAYS);
        getChildren().addAll(slider, field, new AchievedShare(model), lock);
        // The graph pans with what reaches it.
        addEventHandler(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, MouseEvent::consume);
        addEventHandler(MouseEvent.MOUSE_RELEASED, MouseEvent::consume);
        addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
        reasons.setWrapText(true);
        reasons.setMaxWidth(CardSize.WIDTH);
    }

    /** Where the keyboard goes in: the slider, or the lock of a locked layer. */
    Node entry() {
        return slider.isDisabled() ? lock : slider;
    }

    /** Where it goes out again. */
    Node exit() {
        return lock;
    }

    private void point(CardModel model, boolean on) {
        model.point(on);
        reasons.setText(model.legend());
        slider.setTooltip(reasons.getText().isEmpty() ? null : reasons);
    }

    private void focusSlider() {
        slider.requestFocus();
    }
}
