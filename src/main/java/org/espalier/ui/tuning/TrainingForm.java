package org.espalier.ui.tuning;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** What is asked before a training begins. Enter starts it; an entry that cannot be is marked, and a sentence says what it may be. */
abstract class TrainingForm extends VBox {

    private final Button go = new Button(Text.of("tuning.go"));
    private final Label complaint = FormControls.sentence("", StyleClass.FORM_COMPLAINT);

    /**
     * @param what it does, in a sentence
     * @param parts what there is to choose
     */
    final void layOut(String what, Node... parts) {
        complaint.setId("tuning-complaint");
        complaint.managedProperty().bind(complaint.visibleProperty());
        go.setId("tuning-go");
        go.setDefaultButton(true);
        go.setOnAction(event -> go());
        HBox end = new HBox(go);
        end.setAlignment(Pos.CENTER_RIGHT);
        StyleClass.styled(this, StyleClass.FORM);
        getChildren().setAll(FormControls.sentence(what, StyleClass.FORM_REMARK));
        getChildren().addAll(parts);
        getChildren().addAll(complaint, end);
        setId("tuning-form");
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go();
                event.consume();
            }
        });
        complain("");
    }

    private void go() {
        if (go.isDisabled()) {
            return;
        }
        mark(null);
        try {
            start();
            complain("");
        } catch (Refused wrong) {
            complain(wrong.sentence());
            mark(wrong);
        }
    }

    /** Whether what is chosen can be started. */
    final void offer(boolean isPossible) {
        go.setDisable(!isPossible);
    }

    /** What was complained of may be mended by now. */
    final void changed() {
        complain("");
        mark(null);
    }

    final ReadOnlyBooleanProperty complains() {
        return complaint.visibleProperty();
    }

    /** Shows how it was last chosen to go. */
    abstract void showLast();

    /** Leads whoever types to the first entry that is changed often, the number of epochs. */
    abstract void begin();

    /** Starts what is chosen. */
    abstract void start() throws Refused;

    /** Marks the entry that was refused. */
    abstract void mark(@Nullable Refused wrong);

    private void complain(String sentence) {
        complaint.setText(sentence);
        complaint.setVisible(!sentence.isEmpty());
    }
}
