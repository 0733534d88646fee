package org.espalier.ui.shell;

import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.Modality;
import javafx.stage.Stage;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** Asks before a training is dropped that nobody has stopped. Enter and Esc stay: a slip of the hand loses nothing. */
final class LeavingQuestion {

    private final Stage stage;
    private final Session session;
    private @Nullable Alert open;

    /** What would drop a training. */
    enum Way {
        OPEN("shell.leave.open", "shell.leave.open.go"),
        CLOSE("shell.leave.close", "shell.leave.close.go");

        private final String sentence;
        private final String go;

        Way(String sentence, String go) {
            this.sentence = sentence;
            this.go = go;
        }
    }

    /** @param stage that it stands on */
    LeavingQuestion(Stage stage, Session session) {
        this.stage = stage;
        this.session = session;
    }

    /** Whether leaving drops something. */
    boolean isNeeded() {
        return session.tuning().isActive();
    }

    /** Goes on where nothing is dropped, or else once that is chosen. */
    void ask(Way way, Runnable goOn) {
        if (!isNeeded()) {
            goOn.run();
        } else if (open == null) {
            // Does not wait for the answer: a file that is dropped must be let go of.
            ButtonType go = new ButtonType(Text.of(way.go), ButtonData.OTHER);
            Alert asked = alert(Text.of(way.sentence), go);
            open = asked;
            asked.setOnHidden(event -> {
                open = null;
                if (asked.getResult() == go) {
                    goOn.run();
                }
            });
            asked.show();
        }
    }

    private Alert alert(String sentence, ButtonType go) {
        ButtonType stay = new ButtonType(Text.of("shell.leave.stay"), ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(AlertType.NONE, sentence, go, stay);
        alert.initOwner(stage);
        alert.initModality(Modality.WINDOW_MODAL);
        alert.setTitle(Text.of("shell.title"));
        Button goes = (Button) alert.getDialogPane().lookupButton(go);
        goes.setId("leave-go");
        Button stays = (Button) alert.getDialogPane().lookupButton(stay);
        stays.setId("leave-stay");
        stays.setDefaultButton(true);
        alert.getDialogPane().getStylesheets().setAll(stage.getScene().getStylesheets());
        return alert;
    }
}
