package org.espalier.ui.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/**
 * A sentence on what went wrong, or on what was done, in as many lines as it needs, until it is closed. It covers
 * nothing: what can be done stands at the sentence's end, and the figures below it are still wanted.
 *
 * <p>What stands below it moves down to make room. A slider would leave the hand that holds it, so a sentence that comes
 * while a mouse button is down waits until it is up.
 */
final class Notice extends HBox {

    private final Label words = new Label();
    private final Button act = StyleClass.styled(new Button(), StyleClass.SMALL);
    private boolean isHeld;
    private @Nullable Runnable waiting;

    /**
     * What can be done about it at once.
     *
     * @param name what the button says
     */
    record Action(String name, Runnable run) {}

    /** @param moved holds what moves when this comes */
    Notice(Node moved) {
        moved.addEventFilter(MouseEvent.ANY, this::feel);
        Button close = StyleClass.styled(new Button(Text.of("shell.hint.close")), StyleClass.SMALL, StyleClass.FLAT);
        close.setOnAction(event -> hide());
        close.setMinWidth(USE_PREF_SIZE);
        act.setId("notice-action");
        act.setMinWidth(USE_PREF_SIZE);
        act.managedProperty().bind(act.visibleProperty());
        words.setId("notice");
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        words.setMinHeight(USE_PREF_SIZE);
        setHgrow(words, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        StyleClass.styled(this, StyleClass.NOTICE);
        getChildren().addAll(words, act, close);
        managedProperty().bind(visibleProperty());
        hide();
    }

    /** What went wrong. */
    void show(String sentence) {
        show(sentence, null, false);
    }

    void show(String sentence, Action action) {
        show(sentence, action, false);
    }

    /** What was done. */
    void showDone(String sentence) {
        show(sentence, null, true);
    }

    void showDone(String sentence, Action action) {
        show(sentence, action, true);
    }

    private void feel(MouseEvent event) {
        boolean begins = event.getEventType() == MouseEvent.MOUSE_PRESSED && !isOnButton(event.getPickResult());
        isHeld = event.isPrimaryButtonDown() && (isHeld || begins);
        Runnable due = waiting;
        if (!isHeld && due != null) {
            waiting = null;
            due.run();
        }
    }

    /** A button is not dragged; and of one that opens a menu, the menu may hear that the mouse was let go. */
    private static boolean isOnButton(PickResult picked) {
        Node at = picked.getIntersectedNode();
        while (at != null && !(at instanceof ButtonBase)) {
            at = at.getParent();
        }
        return at != null;
    }

    private void show(String sentence, @Nullable Action action, boolean good) {
        if (isHeld) {
            waiting = () -> show(sentence, action, good);
            return;
        }
        words.setText(sentence);
        act.setVisible(action != null);
        if (action != null) {
            act.setText(action.name());
            act.setOnAction(event -> {
                hide();
                action.run().run();
            });
        }
        pseudoClassStateChanged(StyleClass.GOOD, good);
        setVisible(true);
    }

    void hide() {
        waiting = null;
        setVisible(false);
    }
}
