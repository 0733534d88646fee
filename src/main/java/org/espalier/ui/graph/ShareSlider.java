package org.espalier.ui.graph;

import atlantafx.base.controls.ProgressSliderSkin;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/**
 * A sparsity slider, in percent.
 *
 * <p>While the mouse is down each change is a preview, and letting go makes one step; keys do the same, a
 * moment after the last one. A share that changes from outside moves the thumb and does nothing else.
 */
public final class ShareSlider extends Slider {

    private static final Duration AFTER_LAST_KEY = Duration.millis(400);

    private final ShareModel model;
    private final Consumer<String> typed;
    private final PauseTransition keysRest = new PauseTransition(AFTER_LAST_KEY);
    private boolean mirroring;

    /** @param typed takes a digit that was typed on the slider */
    public ShareSlider(ShareModel model, Consumer<String> typed) {
        super(0, model.largest().get() * 100, model.share().get() * 100);
        this.model = model;
        this.typed = typed;
        StyleClass.styled(this, StyleClass.SMALL);
        setSkin(new ProgressSliderSkin(this));
        model.share().addListener((share, before, now) -> mirror());
        model.largest().addListener((most, before, now) -> rescale());
        valueProperty().addListener((value, before, now) -> moved(now.doubleValue()));
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> letGo());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventFilter(KeyEvent.KEY_TYPED, this::digit);
        keysRest.setOnFinished(event -> letGo());
        focusedProperty().addListener((focus, before, now) -> letGo());
        describe();
    }

    /** Says for screen readers what it is and where it stands. */
    void describe() {
        setAccessibleText(Text.of(
                "graph.sliderOf", model.name(), Percent.number(model.share().get())));
    }

    private void rescale() {
        mirroring = true;
        setMax(model.largest().get() * 100);
        mirroring = false;
        mirror();
    }

    private void mirror() {
        describe();
        if (!isPressedAnywhere()) {
            place();
        }
    }

    /** Puts the thumb where the model stands: it rounds to whole percents, the mouse does not. */
    private void place() {
        mirroring = true;
        setValue(model.share().get() * 100);
        mirroring = false;
    }

    private void moved(double percent) {
        if (!mirroring) {
            model.drag(percent / 100);
        }
    }

    private boolean isPressedAnywhere() {
        return isPressed() || isValueChanging();
    }

    private void letGo() {
        keysRest.stop();
        model.release();
        place();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int step = event.isShiftDown() ? 10 : 1;
        double share = model.share().get();
        KeyCode key = event.getCode();
        switch (key) {
            case LEFT, DOWN, KP_LEFT, KP_DOWN -> step(share - step / 100.0);
            case RIGHT, UP, KP_RIGHT, KP_UP -> step(share + step / 100.0);
            case PAGE_DOWN -> step(share - 0.1);
            case PAGE_UP -> step(share + 0.1);
            case HOME, DELETE, BACK_SPACE -> step(0);
            case END -> step(model.largest().get());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(double share) {
        model.drag(share);
        keysRest.playFromStart();
    }

    private void digit(KeyEvent event) {
        String character = event.getCharacter();
        if (character.length() == 1 && Character.isDigit(character.charAt(0)) && !event.isShortcutDown()) {
            typed.accept(character);
            event.consume();
        }
    }
}
