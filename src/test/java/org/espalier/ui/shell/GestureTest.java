package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.measure.Evaluation;
import org.espalier.pruning.Criterion;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.chart.ChartContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The main gesture on the real demo, in a real window, with a real mouse and real keys. */
@ExtendWith(ApplicationExtension.class)
class GestureTest {

    private static final int DENSE = 121_930;
    private static final int HALF_OF_CONV2 = 121_930 - 32 * 1_889;

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
        session = window.session();
    }

    @BeforeEach
    void untilMeasured() throws Exception {
        window.untilMeasured();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void draggingHalfOfConv2AwayMovesThePointAndUndoBringsItBack(FxRobot robot) throws Exception {
        robot.drag(window.slider("conv2").lookup(".thumb"))
                .moveTo(window.onTrack("conv2", 0.2))
                .moveTo(window.onTrack("conv2", 0.5 / 0.95));
        settled();
        assertTrue(session.shown().isPreview(), "nothing is committed under the hand");
        assertEquals(1, session.history().entries().size());
        assertTrue(Math.abs(parameters() - HALF_OF_CONV2) <= 1_889, "half, to one filter: " + parameters());
        assertTrue(window.text("#headline-parameters").contains(Text.count(parameters())), "the headline follows");
        until(() -> session.shown().evaluation() != null);
        ChartContent underHand = ChartFeed.of(session);
        assertNotNull(underHand);
        assertNotNull(underHand.live(), "the live point stands in the chart");

        robot.drop();
        window.untilComplete();
        assertEquals(2, session.history().entries().size(), "one step");
        assertFalse(session.shown().isPreview());
        Evaluation measured = session.shown().evaluation();
        assertNotNull(measured);
        assertEquals(10_000, measured.examples());
        assertTrue(measured.accuracy() < 0.9895, "half of conv2 costs something");

        robot.clickOn("#undo");
        settled();
        assertEquals(DENSE, parameters());
        assertEquals(0, window.slider("conv2").getValue(), 1e-9);
        assertEquals(2, session.history().entries().size(), "undone is not forgotten");
        robot.clickOn("#redo");
        settled();
        assertEquals(50, window.slider("conv2").getValue(), 1.1);
        robot.clickOn("#reset");
        settled();
        assertEquals(DENSE, parameters());
    }

    @Test
    void aTypedPercentageIsAStepAndALockedLayerTakesNone(FxRobot robot) {
        TextField conv2 = window.find(TextField.class, ".percent-field", "conv2");
        robot.doubleClickOn(conv2).push(KeyCode.SHORTCUT, KeyCode.A).write("25").push(KeyCode.ENTER);
        settled();
        assertEquals(DENSE - 16 * 1_889, parameters());
        assertEquals(25, window.slider("conv2").getValue(), 1e-9);
        assertEquals(2, session.history().entries().size(), "one step");
        robot.clickOn(conv2).push(KeyCode.SHORTCUT, KeyCode.A).write("200").push(KeyCode.ENTER);
        settled();
        assertEquals("95 %", conv2.getText(), "put right to the most that can go");
        interact(session::undo);

        Node lock = window.find(Node.class, ".lock", "conv2");
        robot.clickOn(lock);
        settled();
        assertTrue(session.isLocked("conv2"));
        assertTrue(conv2.isDisabled() && window.slider("conv2").isDisabled());
        TextField all = (TextField) window.scene().lookup("#overall-percent");
        robot.clickOn(all).push(KeyCode.SHORTCUT, KeyCode.A).write("50").push(KeyCode.ENTER);
        settled();
        assertEquals(25, window.slider("conv2").getValue(), 1e-9);
        assertEquals(50, window.slider("dense1").getValue(), 1e-9);
        robot.clickOn(lock);
        settled();
        assertFalse(session.isLocked("conv2"));
    }

    @Test
    void criterionDataSetAndWeightsAreChosenInTheToolbar(FxRobot robot) throws Exception {
        choose(robot, "#criterion", "L2 norm");
        until(() -> session.shown().state().plan().criterion() == Criterion.L2);
        assertEquals("L2 norm", window.text("#criterion"));
        robot.clickOn("#granularity-weights");
        until(() -> window.hasSlider("output"));
        robot.clickOn("#test");
        until(() -> session.testCheck() != null);
        settled();
        assertEquals(1, session.testLooks());
        assertTrue(window.text("#headline-test").contains("99.17"), window.text("#headline-test"));

        var onDigits = session.experiment();
        choose(robot, "#data", "Fashion-MNIST");
        until(() -> session.experiment() != onDigits && session.dense() != null);
        settled();
        assertEquals("Fashion-MNIST", window.text("#data"));
        Evaluation onClothes = session.dense();
        assertNotNull(onClothes);
        assertTrue(onClothes.accuracy() < 0.3, "digits were what it was trained on: " + onClothes.accuracy());
        assertEquals(0, session.testLooks(), "another data set counts anew");
    }

    private long parameters() {
        return session.shown().state().cost().parameters();
    }
}
