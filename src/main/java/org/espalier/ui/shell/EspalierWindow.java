package org.espalier.ui.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.espalier.session.Preferences;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** The program as JavaFX starts it. */
public final class EspalierWindow extends Application {

    private static final AtomicInteger STATUS = new AtomicInteger();

    private @Nullable Shell shell;

    /**
     * Opens the window and comes back when it is closed; where there is no usable display, walks the demo instead.
     *
     * @param pictures folder for the demo's pictures
     * @return the exit status
     */
    public static int launch(Path pictures) {
        if (OffScreen.isNeeded()) {
            System.err.println(Text.of("shell.offScreen"));
            return demo(pictures, false);
        }
        try {
            Application.launch(EspalierWindow.class);
        } catch (UnsupportedOperationException noToolkit) {
            System.err.println(Text.of("shell.noToolkit", String.valueOf(noToolkit.getMessage())));
            return OffScreen.again();
        }
        return STATUS.get();
    }

    /** Walks the demo off the screen, writes its pictures into a folder, and gives the exit status. */
    public static int demo(Path pictures, boolean dark) {
        OffScreen.choose();
        Application.launch(EspalierWindow.class, pictures.toString(), Boolean.toString(dark));
        return STATUS.get();
    }

    @Override
    public void start(Stage stage) {
        boolean tour = !getParameters().getRaw().isEmpty();
        Shell opened = new Shell(stage, tour ? Optional.empty() : Optional.of(Preferences.defaultFile()));
        shell = opened;
        opened.show();
        if (tour) {
            Path pictures = Path.of(getParameters().getRaw().get(0));
            if (Boolean.parseBoolean(getParameters().getRaw().get(1))) {
                opened.switchTheme();
            }
            new DemoTour(opened, pictures, System.out, this::end).start();
        } else {
            opened.openDemo("article-cnn");
        }
    }

    private void end(int status) {
        STATUS.set(status);
        Platform.exit();
    }

    @Override
    public void stop() {
        if (shell != null) {
            shell.close();
        }
    }
}
