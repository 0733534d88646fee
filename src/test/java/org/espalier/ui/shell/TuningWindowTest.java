package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.session.Step;
import org.espalier.session.Tuning.Phase;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.ui.shell.Heartbeat.Beat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Fine-tuning with a real mouse and real keys, on the real demo. */
@ExtendWith(ApplicationExtension.class)
class TuningWindowTest {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int CHART_IN_MILLIS = 250;
    private static final double MOST_WORK_IN_MILLIS = 250;

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
        session = window.session();
    }

    @BeforeEach
    void prune() throws Exception {
        Files.createDirectories(PICTURES);
        window.untilMeasured();
        window.resize(1280, 800);
        interact(() -> session.previewAll(ShareOf.UNITS, 0.75));
        interact(() -> session.commit());
        window.untilComplete();
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void aPrunedNetworkIsHealedWithTwoKeysAndTheWindowAnswersMeanwhile(FxRobot robot) throws Exception {
        double pruned = session.shown().evaluation().accuracy();
        robot.clickOn("#tune");
        until(() -> form() != null);
        for (Node shown = form(); shown != null; shown = shown.getParent()) {
            assertEquals(1, shown.getOpacity(), "it can be seen");
        }
        pictureOfForm("tuning-form");
        type(robot, "epochs", "2");
        robot.push(KeyCode.ENTER);
        until(() -> session.tuning().isActive());
        assertEquals("tab-tuning", tabs().getSelectionModel().getSelectedItem().getId(), "its tab comes up");
        until(() -> latest() > 10);
        try (Heartbeat heart = new Heartbeat()) {
            until(() -> course() != null && course().epochs().size() == 1);
            System.out.println(said(heart));
            assertTrue(heart.count() > 20, said(heart));
            assertTrue(heart.longest(Beat::work) < MOST_WORK_IN_MILLIS, said(heart));
        }
        lookAndPicture("tuning-running");
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        Step.FineTuned step = assertInstanceOf(
                Step.FineTuned.class, session.history().current().state().step());
        assertEquals(2, step.epochs().size());
        double healed = session.shown().evaluation().accuracy();
        assertTrue(healed > pruned + 0.1, pruned + " to " + healed);
        assertNotNull(ChartFeed.of(session));
        assertEquals(1, TuningFeed.recoveries(session).size());
        lookAndPicture("tuning-finished");
        robot.clickOn("#undo");
        settled();
        assertEquals(pruned, session.shown().evaluation().accuracy());
        robot.clickOn("#redo");
        settled();
        assertEquals(healed, session.shown().evaluation().accuracy());
    }

    @Test
    void itIsPausedAndStoppedWithTheBestSoFarOrAsItWas(FxRobot robot) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.F);
        until(() -> form() != null);
        type(robot, "epochs", "500");
        robot.push(KeyCode.ENTER);
        until(() -> course() != null && course().epochs().size() == 1);
        robot.clickOn("#tuning-pause");
        until(() -> session.tuning().phase() == Phase.PAUSED);
        settled();
        until(() -> window.shell().runner().running().getValue() == null);
        long rests = latest();
        interact(() -> session.preview("dense1", 0.9));
        until(() -> session.shown().evaluation() != null);
        interact(session::abandonPreview);
        assertEquals(rests, latest(), "it rests, and sliders are answered");
        lookAndPicture("tuning-paused");
        robot.clickOn("#tuning-pause");
        until(() -> latest() > rests);
        robot.push(KeyCode.ESCAPE);
        until(() -> Window.getWindows().size() > 1);
        robot.clickOn("All as it was before");
        until(() -> !session.tuning().isActive());
        assertEquals(2, session.history().entries().size());

        robot.clickOn("#tune");
        until(() -> form() != null);
        assertEquals("500", field("epochs").getText(), "what was chosen is remembered");
        robot.push(KeyCode.ENTER);
        until(() -> course() != null && course().epochs().size() == 1);
        robot.clickOn("#tuning-stop").clickOn("Keep the best epoch so far");
        until(() -> !session.tuning().isActive());
        assertEquals(3, session.history().entries().size());
        assertFalse(window.scene().lookup("#tuning-pause").getParent().isVisible());
    }

    @Test
    void anEntryThatCannotBeIsMarkedAndASentenceSaysWhatItMayBe(FxRobot robot) throws Exception {
        robot.clickOn("#tune");
        until(() -> form() != null);
        type(robot, "rate", "fast");
        robot.push(KeyCode.ENTER);
        settled();
        assertFalse(session.tuning().isActive());
        Label complaint = (Label) form().lookup("#tuning-complaint");
        assertTrue(complaint.isVisible() && complaint.getText().contains("not \"fast\""), complaint.getText());
        interact(() -> assertEquals(List.of(), DrawnText.problems((Parent) form())));
        pictureOfForm("tuning-form-complaint");
        type(robot, "rate", "0,002");
        type(robot, "epochs", "1");
        robot.clickOn("#tuning-start");
        until(() -> session.tuning().isActive());
        assertEquals(0.002, course().settings().rate().at(0, 1), 1e-12);
    }

    private void type(FxRobot robot, String field, String words) {
        robot.clickOn(field(field)).push(KeyCode.SHORTCUT, KeyCode.A).write(words);
        settled();
    }

    private TextField field(String name) {
        return (TextField) form().lookup("#tuning-" + name);
    }

    /** In the window of its own; null while it is not shown. */
    private static Node form() {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .filter(shown -> shown.getScene() != null)
                .map(shown -> shown.getScene().getRoot().lookup("#tuning-form"))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private TuningCourse course() {
        return session.tuning().course();
    }

    private long latest() {
        return course() == null || course().latest() == null
                ? 0
                : course().latest().step();
    }

    private TabPane tabs() {
        return (TabPane) window.scene().lookup("#tabs");
    }

    /** In both themes and languages. */
    private void lookAndPicture(String name) throws Exception {
        for (String theme : List.of("light", "dark")) {
            for (String language : List.of("en", "zh")) {
                WaitForAsyncUtils.sleep(CHART_IN_MILLIS, TimeUnit.MILLISECONDS);
                interact(() -> {
                    window.scene().getRoot().applyCss();
                    window.scene().getRoot().layout();
                    assertEquals(List.of(), DrawnText.problems(window.scene().getRoot()), name + " " + language);
                    write(window.scene(), name + "-" + theme + "-" + language);
                });
                interact(window.shell()::switchLanguage);
                window.untilPlaced();
            }
            interact(window.shell()::switchTheme);
        }
    }

    private void pictureOfForm(String name) {
        interact(() -> {
            // A popover's scene cannot be drawn alone, but what is on the screen can be seen.
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
            Pictures.write(scene, PICTURES.resolve(name + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String said(Heartbeat heart) {
        return String.format(
                Locale.ROOT,
                "FX thread while training: %d knocks, own work %.1f ms (median), %.0f ms at the most",
                heart.count(),
                heart.median(Beat::work),
                heart.longest(Beat::work));
    }
}
