package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.text.Text;
import org.espalier.ui.RunningJob;
import org.espalier.ui.style.StyleClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The whole network's sizes and its latency, measured on request. */
@ExtendWith(ApplicationExtension.class)
class WeighingWindowTest {

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
        window.untilMeasured();
        window.resize(1280, 800);
        interact(() -> session.previewAll(ShareOf.UNITS, 0.5));
        interact(() -> session.commit());
        window.untilComplete();
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void whatWasMeasuredStandsThereUntilAnotherStateIsShown(FxRobot robot) throws Exception {
        robot.clickOn("#tab-sizes").clickOn("#weigh");
        until(() -> job() != null && job().title().equals(Text.of("session.job.weighing")));
        interact(() -> job().cancel().run());
        until(() -> job() == null);
        settled();
        assertFalse(grid().isVisible(), "it was cancelled");
        robot.clickOn("#weigh").clickOn("#weigh");
        until(() -> grid().isVisible());
        String said = ((Label) window.scene().lookup("#weighed")).getText();
        assertTrue(said.contains("3.7"), said);
        interact(() -> {
            window.scene().getRoot().applyCss();
            window.scene().getRoot().layout();
            assertEquals(List.of(), DrawnText.problems(window.scene().getRoot()));
        });
        OpenForm.picture("weighed");
        interact(session::undo);
        settled();
        assertFalse(grid().isVisible(), "it does not hold for another state");
    }

    private RunningJob job() {
        return window.shell().runner().running().getValue();
    }

    private Node grid() {
        return window.scene().lookup("." + StyleClass.WHOLE_SIZES.css());
    }
}
