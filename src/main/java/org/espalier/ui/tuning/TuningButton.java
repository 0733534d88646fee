package org.espalier.ui.tuning;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.PopOver;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice;
import org.jspecify.annotations.Nullable;

/** Opens the form from which fine-tuning is started. */
public final class TuningButton extends Button {

    private final Supplier<TuningChoice> last;
    private final Consumer<TuningChoice> start;
    private @Nullable PopOver open;

    /**
     * @param last how it was last chosen to go
     * @param start takes what was chosen
     */
    public TuningButton(Supplier<TuningChoice> last, Consumer<TuningChoice> start) {
        super(Text.of("tuning.button"));
        this.last = last;
        this.start = start;
        setId("tune");
        setTooltip(new Tooltip(Text.of("tuning.button.tip")));
        setOnAction(event -> ask());
    }

    /** Follows the session: one training at a time. */
    public void show(Session session) {
        setDisable(session.tuning().isActive());
    }

    /** Opens the form, or closes it where it is open. */
    public void ask() {
        PopOver before = open;
        if (isDisabled() || getScene() == null) {
            return;
        }
        if (before != null && before.isShowing()) {
            before.hide();
            return;
        }
        PopOver form = new PopOver();
        form.setContentNode(new TuningForm(last.get(), choice -> {
            form.hide();
            start.accept(choice);
        }));
        form.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        form.setDetachable(false);
        form.setAnimated(false);
        form.getRoot().getStylesheets().addAll(getScene().getStylesheets());
        form.show(this);
        open = form;
    }
}
