package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.clickOnceShown;
import static org.espalier.ui.shell.OpenForm.form;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.session.History;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Pruning and training in turns, with a real mouse and real keys, on the real demo. */
@ExtendWith(ApplicationExtension.class)
class ScheduleWindowTest {

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = OpenedWindow.forTraining(stage, "article-cnn");
        session = window.session();
    }

    @BeforeEach
    void measure() throws Exception {
        window.untilMeasured();
        window.resize(1280, 800);
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void theSlidersAreTheGoalOfTwoRoundsThatCanBeSeenBeforehand(FxRobot robot) throws Exception {
        interact(() -> session.previewAll(ShareOf.UNITS, 0.75));
        interact(() -> session.commit());
        window.untilComplete();
        long goal = session.shown().state().cost().parameters();
        double atOnce = session.shown().evaluation().accuracy();
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.F);
        until(() -> form() != null);
        OpenForm.type(robot, "rounds", "2");
        OpenForm.type(robot, "epochs", "1");
        until(() -> words().contains("→ " + Text.count(goal) + " parameters"));
        assertTrue(words().endsWith("2 times something is removed; 2 epochs in all."), words());
        // Two stairs down: each has a point in front and one below.
        assertEquals(6, ((Polyline) form().lookup(".path-stair")).getPoints().size() / 2);
        OpenForm.lookAt();
        OpenForm.picture("schedule-form");
        robot.push(KeyCode.ENTER);
        until(() -> session.history().entries().size() >= 3);
        OpenForm.pictureBehind(window, "schedule-running");
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        List<History.Entry> all = session.history().entries();
        assertEquals(4, all.size());
        Step.Round last = (Step.Round) all.get(3).state().step();
        assertEquals(2, last.place().round());
        assertEquals(goal, all.get(3).state().cost().parameters());
        assertTrue(all.get(2).state().cost().parameters() > goal);
        double turns = session.shown().evaluation().accuracy();
        assertTrue(turns > atOnce + 0.1, atOnce + " to " + turns);
        OpenForm.pictureBehind(window, "schedule-finished");
        interact(() ->
                ((TabPane) window.scene().lookup("#tabs")).getSelectionModel().select(1));
        settled();
        // No word of it may be clipped at 1280 pixels.
        OpenForm.pictureBehind(window, "schedule-history");
    }

    @Test
    void whereNothingIsLeftToRemoveTheFormSaysSoAndDoesNotStart(FxRobot robot) throws Exception {
        interact(() -> session.previewAll(ShareOf.UNITS, 0.5));
        interact(() -> session.commit());
        window.untilComplete();
        interact(() -> session.tune(new FineTuning(1, 128, new LearningRate.Constant(1e-3), Optimiser.adam(), 0, 1)));
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        String there = Text.count(session.shown().state().cost().parameters());
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.F);
        until(() -> form() != null && words().startsWith("Nothing is left to remove: " + there));
        assertTrue(form().lookup("#tuning-go").isDisabled());
        OpenForm.lookAt();
        OpenForm.picture("schedule-form-nothing");
        robot.push(KeyCode.ENTER);
        settled();
        assertFalse(session.tuning().isActive());
        OpenForm.choose(robot, "kind", "Gradual");
        until(() -> words().startsWith("Nothing is left to remove"));
        OpenForm.choose(robot, "kind", "Lottery ticket");
        until(() -> words().startsWith("121,930 → " + there));
        assertFalse(form().lookup("#tuning-go").isDisabled());
        OpenForm.choose(robot, "kind", "Iterative");
        OpenForm.choose(robot, "goal", "Each layer alike");
        until(() -> words().startsWith(there + " → "));
        assertFalse(form().lookup("#tuning-go").isDisabled());
        OpenForm.picture("schedule-form-tuned");
        interact(() -> form().getScene().getWindow().hide());
    }

    @Test
    void aGoalThatCannotBeIsSaidAndARoundThatIsStoppedLeavesThoseBefore(FxRobot robot) throws Exception {
        robot.clickOn("#turns");
        until(() -> form() != null);
        assertTrue(
                OpenForm.field("share").isEditable() && !OpenForm.field("share").isDisabled());
        OpenForm.type(robot, "share", "120");
        robot.push(KeyCode.ENTER);
        until(() -> ((Label) form().lookup("#tuning-complaint")).isVisible());
        String complaint = ((Label) form().lookup("#tuning-complaint")).getText();
        assertTrue(complaint.contains("not \"120\""), complaint);
        assertFalse(session.tuning().isActive());
        OpenForm.choose(robot, "goal", "The sliders");
        until(() -> words().startsWith("The sliders ask for nothing"));
        OpenForm.choose(robot, "goal", "Each layer alike");
        OpenForm.type(robot, "share", "40");
        OpenForm.choose(robot, "start", "Both");
        OpenForm.choose(robot, "kind", "Lottery ticket");
        ChoiceBox<?> start = (ChoiceBox<?>) form().lookup("#tuning-start");
        assertTrue(start.isDisabled());
        assertEquals("FRESH", String.valueOf(start.getValue()), "it trains no inherited weights");
        robot.moveTo(start);
        until(() -> isShown("A lottery ticket always trains fresh weights"));
        assertTrue(OpenForm.field("rewind").isVisible());
        OpenForm.choose(robot, "teacher", "Teacher too");
        OpenForm.lookAt();
        OpenForm.picture("schedule-form-lottery");
        OpenForm.choose(robot, "teacher", "Labels");
        OpenForm.choose(robot, "kind", "Iterative");
        assertFalse(OpenForm.field("rewind").isVisible());
        assertFalse(start.isDisabled());
        assertEquals("BOTH", String.valueOf(start.getValue()), "what was chosen before");
        OpenForm.choose(robot, "start", "Inherited");
        OpenForm.type(robot, "rounds", "50");
        OpenForm.type(robot, "epochs", "1");
        robot.clickOn("#tuning-go");
        until(() -> session.history().entries().size() >= 2);
        assertSame(window.scene().lookup("#graph"), window.scene().getFocusOwner());
        robot.push(KeyCode.ESCAPE);
        clickOnceShown(robot, "Drop this round, keep those before");
        until(() -> !session.tuning().isActive());
        assertTrue(session.history().entries().size() >= 2);
        assertTrue(session.history().entries().stream()
                .skip(1)
                .allMatch(entry -> entry.state().step() instanceof Step.Round));
    }

    private static boolean isShown(String tip) {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .anyMatch(shown ->
                        shown instanceof Tooltip shows && shows.getText().startsWith(tip));
    }

    private static String words() {
        return ((Label) form().lookup("#tuning-path-words")).getText();
    }
}
