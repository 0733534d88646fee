package org.espalier.ui.shell;

import javafx.application.Application;
import javafx.stage.Stage;
import org.espalier.session.Preferences;
import org.jspecify.annotations.Nullable;

/** The program as JavaFX starts it. */
public final class EspalierWindow extends Application {

    private @Nullable Shell shell;

    /** Opens the window and comes back when it is closed. */
    public static void launch() {
        OffScreen.chooseWithoutDisplay();
        Application.launch(EspalierWindow.class);
    }

    @Override
    public void start(Stage stage) {
        Shell opened = new Shell(stage, Preferences.defaultFile());
        shell = opened;
        opened.show();
        opened.openDemo("article-cnn");
    }

    @Override
    public void stop() {
        if (shell != null) {
            shell.close();
        }
    }
}
