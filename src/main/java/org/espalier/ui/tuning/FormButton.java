package org.espalier.ui.tuning;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.PopOver;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** Opens the form from which a training is started. */
public final class FormButton extends Button {

    private final Function<Runnable, Node> form;
    private @Nullable PopOver open;

    /**
     * @param id of the button; its texts are {@code tuning.ID.button} and its tip
     * @param form makes the form, which runs what it is given once it is to close
     */
    FormButton(String id, Function<Runnable, Node> form) {
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
        boolean isOpen = open != null && open.isShowing();
        if (isOpen || isDisabled() || getScene() == null) {
            return;
        }
        PopOver shown = new PopOver();
        shown.setContentNode(form.apply(shown::hide));
        shown.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        shown.setDetachable(false);
        shown.setAnimated(false);
        shown.getRoot().getStylesheets().addAll(getScene().getStylesheets());
        shown.show(this);
        open = shown;
    }
}
