package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Shares in three measures, rounded and guarded, asked for and achieved: with the mouse and the keys. */
@ExtendWith(ApplicationExtension.class)
class SharesWindowTest {

    private static final int DENSE = 121_930;

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
    void aShareTypedInParametersReadsInTheOtherMeasures(FxRobot robot) throws Exception {
        choose(robot, "#share-of", "Shares of parameters");
        until(() -> window.text("#share-of").equals("All: parameters"));
        type(robot, field("conv2"), "30");
        // 0.3 · 64 = 19.2 filters are asked for, 19 go.
        assertEquals(DENSE - 19 * 1_889, parameters());
        assertEquals("30 %", field("conv2").getText());
        assertEquals("→ 29.7 %", achieved("conv2").getText());
        assertTrue(achieved("conv2").getPseudoClassStates().contains(StyleClass.DIFFERENT));
        assertEquals("conv2: 0 % → 30 % of its parameters", step());
        assertEquals("29.4 %", overall().getText(), "19 · 1,889 of the network's 121,930");

        choose(robot, "#share-of", "Shares of multiply-adds");
        until(() -> window.text("#share-of").equals("All: multiply-adds"));
        assertEquals("30 %", field("conv2").getText(), "every filter takes the same");
        assertEquals(2, session.history().entries().size(), "looking at it otherwise is no step");
        interact(session::undo);
        assertEquals("0 %", field("conv2").getText());
        assertEquals("→ 0 %", achieved("conv2").getText());
        assertFalse(achieved("conv2").getPseudoClassStates().contains(StyleClass.DIFFERENT));
    }

    @Test
    void allLayersGetTheOneShareThatHalvesTheNetwork(FxRobot robot) throws Exception {
        choose(robot, "#share-of", "Shares of multiply-adds");
        until(() -> window.text("#share-of").equals("All: multiply-adds"));
        type(robot, overall(), "50");
        assertEquals("50 %", overall().getText(), "what was asked for stands");
        double left = session.shown().state().cost().multiplyAdds() / 2_528_000.0;
        assertEquals(0.5, left, 0.01);
        assertEquals("All unlocked layers: 50 % of the network's multiply-adds", step());
        double share = session.shown().state().plan().share("conv1");
        assertTrue(share > 0.2 && share < 0.4, "a third of each takes half of all: " + share);
        assertEquals(share, session.shown().state().plan().share("dense1"));
        type(robot, overall(), "100");
        assertEquals(0.95, session.shown().state().plan().share("conv2"), "put right to the most that can go");
    }

    @Test
    void keptWidthsAreRoundedAndGuarded(FxRobot robot) throws Exception {
        type(robot, field("conv2"), "45");
        assertEquals("→ 45.3 %", achieved("conv2").getText(), "29 of 64");
        choose(robot, "#share-of", "Round kept units", "Multiples of 8");
        until(() -> session.shown().state().plan().guards().equals(new Guards(8, 1)));
        settled();
        assertEquals("All: filters ×8", window.text("#share-of"));
        assertEquals(DENSE - 32 * 1_889, parameters(), "32 is the multiple nearest to 35");
        assertEquals("45 %", field("conv2").getText(), "what was asked for stands");
        assertEquals("→ 50 %", achieved("conv2").getText());
        choose(robot, "#share-of", "Keep in each layer", "At least 16 units");
        until(() -> session.shown().state().plan().guards().equals(new Guards(8, 16)));
        settled();
        assertEquals("All: filters ×8 ≥16", window.text("#share-of"));
        type(robot, field("conv2"), "95");
        assertEquals("→ 75 %", achieved("conv2").getText(), "16 of 64 stay");
        robot.clickOn("#undo");
        robot.clickOn("#undo");
        robot.clickOn("#undo");
        settled();
        assertEquals("→ 45.3 %", achieved("conv2").getText());
        assertEquals("All: filters", window.text("#share-of"));
    }

    @Test
    void theTipTellsAllThreeMeasuresAndWhatTheyAreOf(FxRobot robot) throws Exception {
        type(robot, field("conv2"), "50");
        robot.moveTo(field("conv1")).moveTo(field("conv2")).moveBy(2, 1);
        until(() -> field("conv2").getTooltip().isShowing());
        List<String> lines = field("conv2").getTooltip().getText().lines().toList();
        assertEquals("conv2: asked 50.0 % of its filters, gets 50.0 %", lines.get(0));
        assertEquals("32 of 64 filters go · 50.0 %", lines.get(1));
        assertEquals("60,448 of 120,896 parameters go · 50.0 %", lines.get(2));
        assertEquals("1,166,336 of 2,332,672 multiply-adds go · 50.0 %", lines.get(3));
        assertTrue(lines.get(4).contains("in the layers that read them"), lines.get(4));
        assertEquals("Type a share from 0 to 95.0 %.", lines.get(5));
    }

    @Test
    void zeroedWeightsSaveNoMultiplyAdds(FxRobot robot) throws Exception {
        choose(robot, "#share-of", "Shares of multiply-adds");
        interact(() -> session.use(Granularity.WEIGHTS));
        until(() -> session.shown().state().plan().granularity() == Granularity.WEIGHTS);
        settled();
        assertEquals("All: parameters", window.text("#share-of"), "the nearest that applies");
        MenuButton menu = (MenuButton) window.scene().lookup("#share-of");
        MenuItem multiplyAdds = menu.getItems().stream()
                .filter(item -> "Shares of multiply-adds".equals(item.getText()))
                .findFirst()
                .orElseThrow();
        assertTrue(multiplyAdds.isDisable());
        interact(() -> session.use(Granularity.UNITS));
        until(() -> session.shown().state().plan().granularity() == Granularity.UNITS);
        settled();
        assertEquals("All: multiply-adds", window.text("#share-of"), "the choice came back");
    }

    private TextField field(String layer) {
        return window.find(TextField.class, ".percent-field", layer);
    }

    private TextField overall() {
        return (TextField) window.scene().lookup("#overall-percent");
    }

    private Label achieved(String layer) {
        return window.find(Label.class, ".achieved-share", layer);
    }

    private static void type(FxRobot robot, TextField field, String percent) {
        robot.clickOn(field).push(KeyCode.SHORTCUT, KeyCode.A).write(percent).push(KeyCode.ENTER);
        settled();
    }

    private long parameters() {
        return session.shown().state().cost().parameters();
    }

    private String step() {
        return session.history().current().state().step().sentence();
    }
}
