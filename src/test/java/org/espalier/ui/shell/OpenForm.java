package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.clickOnceShown;
import static org.espalier.ui.WindowEvents.settled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.testfx.api.FxRobot;

/** The form from which a training is started, in the window of its own, and pictures of it and of what comes of it. */
final class OpenForm {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private OpenForm() {}

    /** Null while it is not shown. */
    static Node form() {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .filter(shown -> shown.getScene() != null)
                .map(shown -> shown.getScene().getRoot().lookup("#tuning-form"))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    static TextField field(String name) {
        return (TextField) form().lookup("#tuning-" + name);
    }

    static void type(FxRobot robot, String field, String words) {
        robot.clickOn(field(field)).push(KeyCode.SHORTCUT, KeyCode.A).write(words);
        settled();
    }

    /** Chooses with the mouse, by the word that is shown. */
    static void choose(FxRobot robot, String box, String word) throws Exception {
        robot.clickOn((ChoiceBox<?>) form().lookup("#tuning-" + box));
        clickOnceShown(robot, word);
    }

    /** No word of the form may be clipped. */
    static void lookAt() {
        OpenedWindow.interact(() -> {
            Parent root = form().getScene().getRoot();
            root.applyCss();
            root.layout();
            assertEquals(List.of(), DrawnText.problems((Parent) form()));
        });
    }

    /** In both themes and languages; no word may be clipped. */
    static void pictureBehind(OpenedWindow window, String name) throws Exception {
        for (String theme : List.of("light", "dark")) {
            for (String language : List.of("en", "zh")) {
                window.untilDrawn();
                OpenedWindow.interact(() -> {
                    window.scene().getRoot().applyCss();
                    window.scene().getRoot().layout();
                    assertEquals(List.of(), DrawnText.problems(window.scene().getRoot()), name + " " + language);
                    write(window.scene(), name + "-" + theme + "-" + language);
                });
                OpenedWindow.interact(window.shell()::switchLanguage);
                window.untilPlaced();
            }
            OpenedWindow.interact(window.shell()::switchTheme);
        }
    }

    /** Of the whole screen: a popover's scene cannot be drawn alone, but what is on the screen can be seen. */
    static void picture(String name) {
        OpenedWindow.interact(() -> {
            Rectangle2D bounds = Screen.getPrimary().getBounds();
            WritableImage seen = new Robot()
                    .getScreenCapture(
                            null,
                            new Rectangle2D(
                                    0, 0, Math.min(1400, bounds.getWidth()), Math.min(860, bounds.getHeight())));
            write(new Scene(new Pane(new ImageView(seen))), name);
        });
    }

    private static void write(Scene scene, String name) {
        try {
            Files.createDirectories(PICTURES);
            Pictures.write(scene, PICTURES.resolve(name + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
