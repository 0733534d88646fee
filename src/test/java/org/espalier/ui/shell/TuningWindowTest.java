package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.WindowEvents.clickOnceShown;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.session.Step;
import org.espalier.session.Tuning.Leave;
import org.espalier.session.Tuning.Phase;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.Distillation;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.ui.shell.Heartbeat.Beat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Fine-tuning with a real mouse and real keys, on the real demo. */
@ExtendWith(ApplicationExtension.class)
class TuningWindowTest {

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = OpenedWindow.forTraining(stage, "article-cnn");
        session = window.session();
    }

    @BeforeEach
    void prune() throws Exception {
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
    void aPrunedNetworkIsHealedWithTwoKeys(FxRobot robot) throws Exception {
        double pruned = session.shown().evaluation().accuracy();
        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        for (Node shown = OpenForm.form(); shown != null; shown = shown.getParent()) {
            assertEquals(1, shown.getOpacity(), "it can be seen");
        }
        OpenForm.picture("tuning-form");
        OpenForm.type(robot, "epochs", "2");
        robot.push(KeyCode.ENTER);
        until(() -> course() != null);
        assertEquals("tab-tuning", tabs().getSelectionModel().getSelectedItem().getId(), "its tab comes up");
        until(() -> !course().epochs().isEmpty());
        OpenForm.pictureBehind(window, "tuning-running");
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        Step.FineTuned step = assertInstanceOf(
                Step.FineTuned.class, session.history().current().state().step());
        assertEquals(2, step.epochs().size());
        double healed = session.shown().evaluation().accuracy();
        assertTrue(healed > pruned + 0.1, pruned + " to " + healed);
        assertNotNull(ChartFeed.of(session));
        assertEquals(1, TuningFeed.recoveries(session).size());
        OpenForm.pictureBehind(window, "tuning-finished");
        robot.clickOn("#undo");
        settled();
        assertEquals(pruned, session.shown().evaluation().accuracy());
        robot.clickOn("#redo");
        settled();
        assertEquals(healed, session.shown().evaluation().accuracy());
    }

    /** Without an end to the training: a window that waited for it would never answer. */
    @Test
    void theWindowAnswersWhileItTrains(FxRobot robot) throws Exception {
        interact(() -> session.tune(new FineTuning(500, 128, new LearningRate.Constant(1e-3), Optimiser.adam(), 0, 1)));
        until(() -> latest() > 10);
        try (Heartbeat heart = new Heartbeat()) {
            long before = latest();
            until(() -> heart.count() > 100 && latest() > before + 10);
            System.out.println(said(heart));
            assertTrue(heart.longestBut(Heartbeat.STRAYS, Beat::work) < Heartbeat.MOST_WORK_IN_MILLIS, said(heart));
        }
    }

    @Test
    void itIsPausedAndStoppedWithTheBestSoFarOrAsItWas(FxRobot robot) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.F);
        until(() -> OpenForm.form() != null);
        OpenForm.type(robot, "epochs", "500");
        robot.push(KeyCode.ENTER);
        until(() -> course() != null && !course().epochs().isEmpty());
        robot.clickOn("#tuning-pause");
        until(() -> session.tuning().phase() == Phase.PAUSED);
        window.untilEngineIsFree();
        long rests = latest();
        interact(() -> session.preview("dense1", 0.9));
        until(() -> session.shown().evaluation() != null);
        interact(session::abandonPreview);
        assertEquals(rests, latest(), "it rests, and sliders are answered");
        OpenForm.pictureBehind(window, "tuning-paused");
        robot.clickOn("#tuning-pause");
        until(() -> latest() > rests);
        robot.push(KeyCode.ESCAPE);
        clickOnceShown(robot, "All as it was before");
        until(() -> !session.tuning().isActive());
        assertEquals(2, session.history().entries().size());

        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        assertEquals("500", OpenForm.field("epochs").getText(), "what was chosen is remembered");
        TuningCourse stopped = course();
        robot.push(KeyCode.ENTER);
        until(() -> course() != stopped && !course().epochs().isEmpty());
        choose(robot, "#tuning-stop", "Keep the best epoch so far");
        until(() -> !session.tuning().isActive());
        assertEquals(3, session.history().entries().size());
        assertFalse(window.scene().lookup("#tuning-pause").getParent().isVisible());
    }

    @Test
    void aResultThatLandsOnABranchIsToldOfAndOneCanGoThere(FxRobot robot) throws Exception {
        interact(() -> session.tune(new FineTuning(2, 128, new LearningRate.Constant(1e-3), Optimiser.adam(), 0, 1)));
        until(() -> latest() > 5);
        interact(() -> session.preview("dense1", 0.8));
        interact(() -> session.commit());
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        assertEquals(4, session.history().entries().size());
        assertEquals(2, session.history().current().id());
        until(() -> window.scene().lookup(".notice").isVisible());
        assertTrue(window.text("#notice").endsWith("a branch of its own in the history: state 3."), "said");
        robot.clickOn("#notice-action");
        settled();
        assertEquals(3, session.history().current().id());
        assertFalse(window.scene().lookup(".notice").isVisible());
    }

    @Test
    void anEntryThatCannotBeIsMarkedAndASentenceSaysWhatItMayBe(FxRobot robot) throws Exception {
        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        OpenForm.type(robot, "rate", "fast");
        robot.push(KeyCode.ENTER);
        settled();
        assertFalse(session.tuning().isActive());
        Label complaint = (Label) OpenForm.form().lookup("#tuning-complaint");
        assertTrue(complaint.isVisible() && complaint.getText().contains("not \"fast\""), complaint.getText());
        OpenForm.lookAt();
        OpenForm.picture("tuning-form-complaint");
        OpenForm.type(robot, "rate", "0,002");
        OpenForm.type(robot, "epochs", "1");
        robot.clickOn("#tuning-go");
        until(() -> course() != null);
        assertEquals(0.002, course().settings().rate().at(0, 1), 1e-12);
    }

    @Test
    void aTeacherAndAControlAreChosenInTheFormAndTheAnswerIsSaid(FxRobot robot) throws Exception {
        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        assertFalse(OpenForm.field("temperature").isVisible());
        OpenForm.type(robot, "epochs", "1");
        OpenForm.choose(robot, "start", "Both");
        OpenForm.choose(robot, "teacher", "Teacher too");
        OpenForm.type(robot, "teacher-weight", "2");
        robot.push(KeyCode.ENTER);
        until(() -> ((Label) OpenForm.form().lookup("#tuning-complaint")).isVisible());
        OpenForm.lookAt();
        OpenForm.picture("tuning-form-teacher");
        OpenForm.type(robot, "teacher-weight", "0,3");
        robot.push(KeyCode.ENTER);
        until(() -> course() != null && course().isFresh());
        assertEquals(new Distillation(4, 0.3), course().settings().distillation());
        until(() -> latest() > 20);
        // Its last sentence is in the language of when it ends.
        interact(session.tuning()::pause);
        OpenForm.pictureBehind(window, "tuning-fresh");
        interact(session.tuning()::resume);
        until(() -> !session.tuning().isActive());
        window.untilComplete();
        assertInstanceOf(
                Step.FineTuned.class, session.history().current().state().step());
        assertInstanceOf(
                Step.FromScratch.class,
                session.history().entries().get(3).state().step());
        Step.Trained control =
                (Step.Trained) session.history().entries().get(3).state().step();
        String fresh = Text.percent(control.endAccuracy(), 2);
        assertTrue(session.tuning().remark().contains(fresh), session.tuning().remark());
        until(() -> session.history().entries().get(3).evaluation() != null);
        OpenForm.pictureBehind(window, "tuning-compared");
        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        assertTrue(OpenForm.field("temperature").isVisible(), "what was chosen is remembered");
        assertEquals("0.3", OpenForm.field("teacher-weight").getText());
    }

    @Test
    void escAsksToStopWhereverTheFocusIs(FxRobot robot) throws Exception {
        robot.clickOn("#tune");
        until(() -> OpenForm.form() != null);
        OpenForm.type(robot, "epochs", "500");
        robot.clickOn("#tuning-go");
        until(() -> latest() > 0);
        assertSame(window.scene().lookup("#graph"), window.scene().getFocusOwner(), "not Open, whose menu keys open");
        for (String at :
                List.of("#graph", "#open", "#criterion", "#overall-percent", "#tuning-stop", "#chart", "#tabs")) {
            interact(() -> window.scene().lookup(at).requestFocus());
            robot.push(KeyCode.ESCAPE);
            until(() -> isStopAsked());
            robot.push(KeyCode.ESCAPE);
            until(() -> !isStopAsked());
        }
        interact(() -> window.scene().lookup("#overall-percent").requestFocus());
        robot.push(KeyCode.DIGIT5);
        robot.push(KeyCode.ESCAPE);
        settled();
        assertFalse(isStopAsked(), "what is being typed is taken back first");
        choose(robot, "#criterion");
        robot.push(KeyCode.ESCAPE);
        settled();
        assertFalse(isStopAsked(), "it closes the menu that is open");
    }

    @Test
    void theGraphStandsStillUnderAHeldSliderWhenTheTrainingEnds(FxRobot robot) throws Exception {
        interact(() -> window.scene().lookup("#hint").setVisible(false));
        // No epoch is better than the start: that is said.
        LearningRate nothing = new LearningRate.Constant(1e-30);
        interact(() -> session.tune(new FineTuning(500, 128, nothing, new Optimiser.Sgd(0), 0, 1)));
        until(() -> latest() > 0);
        Slider slider = window.slider("conv2");
        robot.drag(slider.lookup(".thumb")).moveTo(window.onTrack("conv2", 0.4));
        settled();
        Bounds before = slider.localToScreen(slider.getBoundsInLocal());
        interact(() -> session.tuning().cancel(Leave.BEST));
        until(() -> !session.tuning().isActive());
        assertFalse(session.tuning().remark().isEmpty());
        assertFalse(window.scene().lookup(".notice").isVisible());
        assertEquals(before, slider.localToScreen(slider.getBoundsInLocal()));
        robot.drop();
        until(() -> window.scene().lookup(".notice").isVisible());
        assertEquals(session.tuning().remark(), window.text("#notice"));
    }

    @Test
    void aNoticeIsClosedWhenTheLanguageChanges() throws Exception {
        interact(() -> session.tune(new FineTuning(500, 128, new LearningRate.Constant(1e-3), Optimiser.adam(), 0, 1)));
        until(() -> latest() > 0);
        interact(() -> session.tuning().cancel(Leave.BEST));
        until(() -> window.scene().lookup(".notice").isVisible());
        interact(window.shell()::switchLanguage);
        window.untilPlaced();
        assertFalse(window.scene().lookup(".notice").isVisible(), "it would still be in the other language");
    }

    private boolean isStopAsked() {
        return ((MenuButton) window.scene().lookup("#tuning-stop")).isShowing();
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

    private static String said(Heartbeat heart) {
        return "FX thread while training: " + heart;
    }
}
