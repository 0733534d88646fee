package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.atOnce;
import static org.espalier.ui.WindowEvents.clickOnceShown;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Locale;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.espalier.pruning.Picks;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Filters pointed at, selected, removed and kept by hand, in a real window. conv1 has 32 filters of 586 parameters. */
@ExtendWith(ApplicationExtension.class)
class HandPickTest {

    private static final int DENSE = 121_930;
    private static final int FILTER = 586;

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
        session = window.session();
    }

    @BeforeEach
    void untilTilesStand() throws Exception {
        window.untilMeasured();
        // It goes with the first preview, and the graph then takes its room.
        interact(() -> window.scene().lookup("#hint").setVisible(false));
        until(() -> window.scene().lookup("#unit-tiles").getLayoutBounds().getHeight() > 54);
        settled();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void pointingAtATileLightsWhatGoesWithItAndLeavingPutsItOut(FxRobot robot) throws Exception {
        robot.moveTo(window.tile(5));
        until(() -> lit("conv1"));
        assertTrue(lit("pool1") && lit("conv2"));
        assertFalse(lit("dense1") || lit("input"));
        assertEquals("conv1 filter 5 takes 586 parameters: 10 here, 576 in conv2", sentence());
        assertEquals("\u221210 of 320", count("conv1"));
        assertEquals("\u2212576 of 18,496", count("conv2"));
        assertTrue(spoken().startsWith("conv1 filter 5: stays, as ranked. conv1 filter 5 takes 586"), spoken());
        robot.moveTo(window.tile(6));
        until(() -> sentence().startsWith("conv1 filter 6"));
        robot.moveTo("#headline-parameters");
        until(() -> !lit("conv1"));
        assertEquals("320", count("conv1"));
        assertFalse(window.scene().lookup("#slices").isVisible());
        assertEquals(1, session.history().entries().size(), "looking is no step");
    }

    @Test
    void aSliderLightsItsGroupWhileThePointerRestsOnItAndNotWhileItIsDragged(FxRobot robot) throws Exception {
        robot.moveTo(window.onTrack("conv2", 0.5));
        until(() -> lit("conv2"));
        assertTrue(lit("dense1") && !lit("conv1"));
        assertEquals("64 filters of conv2 take 120,896 parameters: 18,496 here, 102,400 in dense1", sentence());
        robot.press(MouseButton.PRIMARY);
        until(() -> !lit("conv2"));
        robot.release(MouseButton.PRIMARY);
        until(() -> lit("conv2"));
        robot.moveTo("#headline-parameters");
        until(() -> !lit("conv2"));
    }

    @Test
    void aBandSelectsAndDeleteRemovesInOneStep(FxRobot robot) throws Exception {
        robot.drag(window.tile(0)).moveTo(window.tile(1)).moveTo(window.tile(2));
        until(() -> sentence().startsWith("3 filters of conv1 take 1,758 parameters"));
        robot.drop();
        robot.push(KeyCode.DELETE);
        until(() -> parameters() == DENSE - 3 * FILTER);
        assertEquals(2, session.history().entries().size(), "one step");
        assertEquals("{0, 1, 2}", removed());
        assertEquals("conv1: removed filters 0–2 by hand", step());
        robot.push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> parameters() == DENSE);
        assertEquals("{}", removed());
    }

    @Test
    void keysWalkAndDecide(FxRobot robot) throws Exception {
        robot.clickOn(window.tile(3));
        robot.moveTo("#headline-parameters");
        robot.push(KeyCode.RIGHT);
        until(() -> lit("conv1"));
        assertTrue(spoken().startsWith("conv1 filter 4: stays, as ranked, selected."), spoken());
        robot.press(KeyCode.SHIFT).push(KeyCode.RIGHT).release(KeyCode.SHIFT);
        robot.push(KeyCode.X);
        until(() -> removed().equals("{4, 5}"));
        robot.push(KeyCode.K);
        until(() -> kept().equals("{4, 5}"));
        assertEquals("{}", removed());
        robot.push(KeyCode.U);
        until(() -> picks().isEmpty());
        assertEquals(4, session.history().entries().size());
        robot.push(KeyCode.SHORTCUT, KeyCode.A).push(KeyCode.X);
        until(() -> window.scene().lookup(".notice").isVisible());
        assertEquals(4, session.history().entries().size(), "a layer must keep something");
    }

    @Test
    void aDoubleClickTurnsAFateAroundAndCtrlPicksTilesOneByOne(FxRobot robot) throws Exception {
        doubleClickOn(window.tile(7));
        until(() -> removed().equals("{7}"));
        doubleClickOn(window.tile(7));
        until(() -> removed().equals("{}"));
        robot.clickOn(window.tile(8));
        robot.press(KeyCode.CONTROL).clickOn(window.tile(1)).release(KeyCode.CONTROL);
        settled();
        robot.clickOn("#pick-removed");
        until(() -> removed().equals("{1, 8}"));
        robot.rightClickOn(window.tile(8));
        clickOnceShown(robot, "As ranked (U)");
        until(() -> removed().equals("{}"));
    }

    @Test
    void aLockedLayerSaysWhyItStays(FxRobot robot) throws Exception {
        interact(() -> session.lock("conv1", true));
        robot.clickOn(window.tile(2)).push(KeyCode.X);
        until(() -> window.scene().lookup(".notice").isVisible());
        assertEquals(1, session.history().entries().size());
    }

    private static void doubleClickOn(Point2D place) {
        atOnce(mouse -> {
            mouse.mouseMove(place);
            mouse.mouseClick(MouseButton.PRIMARY);
            mouse.mouseClick(MouseButton.PRIMARY);
        });
    }

    private boolean lit(String layer) {
        return window.scene().getRoot().lookupAll(".layer-card").stream()
                .filter(card -> card.getAccessibleText().startsWith(layer + ","))
                .anyMatch(card -> card.getAccessibleText().contains("would lose"));
    }

    private String count(String layer) {
        Node card = window.scene().getRoot().lookupAll(".layer-card").stream()
                .filter(node -> node.getAccessibleText().startsWith(layer + ","))
                .findFirst()
                .orElseThrow();
        return ((Labeled) card.lookup(".layer-count")).getText();
    }

    private String sentence() {
        return ((javafx.scene.text.Text) window.scene().lookup(".slice-sentence")).getText();
    }

    private String spoken() {
        return window.scene().lookup("#unit-tiles").getAccessibleText();
    }

    private String step() {
        return session.shown().state().step().sentence();
    }

    private Picks picks() {
        return session.shown().state().plan().picks();
    }

    /** Channels of conv1 that the hand removed. */
    private String removed() {
        return channels(picks().removed());
    }

    private String kept() {
        return channels(picks().kept());
    }

    private String channels(BitSet picked) {
        int[] units = session.experiment().network().units().behind("conv1");
        BitSet channels = new BitSet();
        for (int i = 0; i < units.length; i++) {
            channels.set(i, picked.get(units[i]));
        }
        return channels.toString();
    }

    private long parameters() {
        return session.shown().state().cost().parameters();
    }
}
