package org.espalier.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.stage.Stage;
import org.espalier.measure.Evaluation;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.chart.ChartContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The main gesture on the real demo, in a real window, with a real mouse. */
@ExtendWith(ApplicationExtension.class)
class GestureTest {

    private static final int DENSE = 121_930;
    private static final int HALF_OF_CONV2 = 121_930 - 32 * 1_889;

    @TempDir
    Path folder;

    private Shell shell;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        shell = new Shell(stage, Optional.empty());
        session = shell.session();
        stage.setX(20);
        stage.setY(20);
        shell.show();
        shell.openDemo("article-cnn");
    }

    @BeforeEach
    void untilMeasured() throws Exception {
        until(() -> session.isOpen() && session.dense() != null);
        settled();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(shell::close);
    }

    @Test
    void draggingHalfOfConv2AwayMovesThePointAndUndoBringsItBack(FxRobot robot) throws Exception {
        robot.drag(slider(robot, "conv2").lookup(".thumb"))
                .moveTo(onTrack(robot, "conv2", 0.2))
                .moveTo(onTrack(robot, "conv2", 0.5 / 0.95));
        settled();
        assertTrue(session.shown().isPreview(), "nothing is committed under the hand");
        assertEquals(1, session.history().entries().size());
        assertTrue(Math.abs(parameters() - HALF_OF_CONV2) <= 1_889, "half, to one filter: " + parameters());
        assertTrue(text(robot, "#headline-parameters").contains(Text.count(parameters())), "the headline follows");
        until(() -> session.shown().evaluation() != null);
        ChartContent underHand = ChartFeed.of(session);
        assertNotNull(underHand);
        assertNotNull(underHand.live(), "the live point stands in the chart");

        robot.drop();
        until(this::isComplete);
        assertEquals(2, session.history().entries().size(), "one step");
        assertFalse(session.shown().isPreview());
        Evaluation measured = session.shown().evaluation();
        assertNotNull(measured);
        assertEquals(10_000, measured.examples());
        assertTrue(measured.accuracy() < 0.9895, "half of conv2 costs something");

        robot.clickOn("#undo");
        settled();
        assertEquals(DENSE, parameters());
        assertEquals(0, slider(robot, "conv2").getValue(), 1e-9);
        assertEquals(2, session.history().entries().size(), "undone is not forgotten");
        robot.clickOn("#redo");
        settled();
        assertEquals(50, slider(robot, "conv2").getValue(), 1.1);
        robot.clickOn("#reset");
        settled();
        assertEquals(DENSE, parameters());
    }

    @Test
    void weightsTestSetThemeAndLanguageAnswerToTheMouse(FxRobot robot) throws Exception {
        robot.clickOn("#granularity-weights");
        until(() -> session.history().entries().size() == 2);
        until(() -> robot.lookup(node -> isSliderOf(node, "output")).tryQuery().isPresent());
        robot.clickOn("#test");
        until(() -> session.testCheck() != null);
        settled();
        assertEquals(1, session.testLooks());
        assertTrue(text(robot, "#headline-test").contains("99.17"), text(robot, "#headline-test"));
        robot.clickOn("#theme");
        robot.clickOn("#language");
        settled();
        assertEquals(Locale.SIMPLIFIED_CHINESE, Text.language());
        assertTrue(text(robot, "#headline-accuracy").contains("98.95"));
        robot.clickOn("#language");
        assertEquals(Locale.ENGLISH, Text.language());
    }

    @Test
    void aForeignFileIsASentenceAndChangesNothing(FxRobot robot) throws Exception {
        Path foreign = Files.writeString(folder.resolve("letter.zip"), "Dear network, this is no model.");
        var before = session.experiment();
        List<String> said = new ArrayList<>();
        robot.interact(() -> {
            shell.onFailure(said::add);
            shell.openModel(foreign);
        });
        until(() -> !said.isEmpty());
        assertTrue(said.get(0).contains("letter.zip"), said.get(0));
        assertEquals(before, session.experiment());
    }

    private long parameters() {
        return session.shown().state().cost().parameters();
    }

    private boolean isComplete() {
        Evaluation known = session.shown().evaluation();
        return !session.shown().isPreview() && known != null && known.isComplete();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static boolean isSliderOf(Node node, String layer) {
        return node instanceof Slider
                && node.getAccessibleText() != null
                && node.getAccessibleText().contains(" " + layer + ",");
    }

    private static Slider slider(FxRobot robot, String layer) {
        return robot.lookup(node -> isSliderOf(node, layer)).queryAs(Slider.class);
    }

    private static Point2D onTrack(FxRobot robot, String layer, double place) {
        Node track = slider(robot, layer).lookup(".track");
        Bounds bounds = track.localToScreen(track.getBoundsInLocal());
        return new Point2D(bounds.getMinX() + bounds.getWidth() * place, bounds.getCenterY());
    }

    private static void settled() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(
                60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds).get());
    }
}
