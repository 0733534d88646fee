package org.espalier.ui.tuning;

import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.controlsfx.control.PopOver;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** Opens the form from which a training is started. */
public final class FormButton extends Button {

    private final Function<Runnable, TrainingForm> form;
    private @Nullable Opened opened;

    /** Made once: to make, to style and to lay out a form takes many times as long as to show it again. */
    private record Opened(TrainingForm form, PopOver window) {}

    /**
     * @param id of the button; its texts are {@code tuning.ID.button} and its tip
     * @param form makes the form, which runs what it is given once it is to close
     */
    FormButton(String id, Function<Runnable, TrainingForm> form) {
        super(Text.of("tuning." + id + ".button"));
        this.form = form;
        setId(id);
        setTooltip(new Tooltip(Text.of("tuning." + id + ".button.tip")));
        setOnAction(event -> ask());
    }

    /** Follows the session: one training at a time. */
    public void show(Session session) {
        setDisable(session.tuning().isActive());
    }

    /** Opens the form; a key that is held down opens it once. */
    public void ask() {
        boolean isOpen = opened != null && opened.window.isShowing();
        if (isOpen || isDisabled() || getScene() == null) {
            return;
        }
        Opened shown = opened == null ? make() : opened;
        opened = shown;
        shown.form.showLast();
        if (!shown.window.getRoot().getStylesheets().equals(getScene().getStylesheets())) {
            shown.window.getRoot().getStylesheets().setAll(getScene().getStylesheets());
        }
        shown.window.show(this);
        // Else the focus would still be where it was when the form was closed.
        shown.form.begin();
    }

    /** Else what the form has no use for would go on to the window behind: Ctrl+R, or Delete on the chosen layer. */
    private static void keep(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) {
            event.consume();
        }
    }

    private Opened make() {
        PopOver window = new PopOver();
        TrainingForm content = form.apply(window::hide);
        window.setContentNode(content);
        window.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        window.setDetachable(false);
        window.setAnimated(false);
        window.getScene().addEventHandler(KeyEvent.ANY, FormButton::keep);
        return new Opened(content, window);
    }
}
