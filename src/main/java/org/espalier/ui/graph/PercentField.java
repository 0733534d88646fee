package org.espalier.ui.graph;

import java.util.OptionalDouble;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** A share as a number: Enter or leaving takes it, Esc brings the old one back. */
public final class PercentField extends TextField {

    private static final Duration CORRECTION_SHOWN = Duration.seconds(2);

    /** A number that reads like the largest is not too large. */
    private static final double ROUNDING = 0.0005;

    private final ShareModel model;
    private final Runnable finished;
    private final PauseTransition correction = new PauseTransition(CORRECTION_SHOWN);

    /** @param finished runs when Enter or Esc ends the typing */
    public PercentField(ShareModel model, Runnable finished) {
        this.model = model;
        this.finished = finished;
        StyleClass.styled(this, StyleClass.PERCENT_FIELD);
        setAccessibleText(Text.of("graph.percentOf", model.name()));
        setTooltip(new ShareTip(model));
        model.share().addListener((share, before, now) -> revert());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        focusedProperty().addListener((focus, before, now) -> {
            if (!now) {
                take();
            }
        });
        correction.setOnFinished(event -> pseudoClassStateChanged(StyleClass.CORRECTED, false));
        revert();
    }

    /** Begins with this text instead of the number that stands here. */
    public void begin(String text) {
        requestFocus();
        setText(text);
        end();
    }

    /** Whether something else stands here than the share, which Esc would bring back. */
    public boolean isBeingTyped() {
        return !getText().equals(Percent.show(model.share().get()));
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            take();
            selectAll();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            revert();
            finished.run();
        } else {
            return;
        }
        event.consume();
    }

    private void take() {
        OptionalDouble typed = Percent.read(getText());
        typed.ifPresent(this::enter);
        boolean corrected = typed.isEmpty()
                || typed.getAsDouble() < 0
                || typed.getAsDouble() > model.largest().get() + ROUNDING;
        revert();
        if (corrected) {
            pseudoClassStateChanged(StyleClass.CORRECTED, true);
            correction.playFromStart();
        }
    }

    /** What merely repeats the shown, perhaps rounded, number is no change. */
    private void enter(double typed) {
        if (!Percent.number(typed).equals(Percent.number(model.share().get()))) {
            model.enter(typed);
        }
    }

    private void revert() {
        setText(Percent.show(model.share().get()));
    }
}
