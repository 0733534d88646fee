package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenForm.field;
import static org.espalier.ui.shell.OpenForm.form;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The forms from which trainings are started, with real keys. */
@ExtendWith(ApplicationExtension.class)
class FormKeysTest {

    private OpenedWindow window;
    private Session session;
    private int asked;

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
    void epochsAreTypedAtOnceEachTimeAFormIsOpened(FxRobot robot) throws Exception {
        for (String button : new String[] {"#tune", "#turns"}) {
            for (int epochs = 7; epochs <= 8; epochs++) {
                robot.clickOn(button);
                until(() -> form() != null);
                robot.write(Integer.toString(epochs));
                settled();
                assertEquals(Integer.toString(epochs), field("epochs").getText());
                robot.clickOn(field("seed")).push(KeyCode.ESCAPE);
                until(() -> form() == null);
            }
        }
    }

    @Test
    void anotherOptimiserBringsItsUsualRateUnlessOneWasTyped(FxRobot robot) throws Exception {
        for (String button : new String[] {"#tune", "#turns"}) {
            robot.clickOn(button);
            until(() -> form() != null);
            OpenForm.choose(robot, "method", "SGD");
            assertEquals("0.01", field("rate").getText());
            OpenForm.choose(robot, "method", "AdamW");
            assertEquals("0.001", field("rate").getText());
            OpenForm.type(robot, "rate", "0,001");
            OpenForm.choose(robot, "method", "Nesterov, 0.9");
            assertEquals("0.01", field("rate").getText(), "the usual one, however it is written");
            OpenForm.type(robot, "rate", "0.02");
            OpenForm.choose(robot, "method", "Adam");
            assertEquals("0.02", field("rate").getText(), "what was typed stays");
            robot.push(KeyCode.ESCAPE);
            until(() -> form() == null);
        }
    }

    @Test
    void keysInAFormDoNothingToTheNetworkBehind(FxRobot robot) throws Exception {
        interact(() -> session.previewAll(ShareOf.UNITS, 0.5));
        interact(session::commit);
        interact(() -> session.previewAll(ShareOf.UNITS, 0.75));
        interact(session::commit);
        window.untilComplete();
        Experiment before = session.experiment();
        int current = session.history().current().id();
        countFilesAskedFor();
        for (KeyCode[] keys :
                new KeyCode[][] {{KeyCode.SHORTCUT, KeyCode.F}, {KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.F}}) {
            interact(() -> window.scene().lookup("#graph").requestFocus());
            robot.push(keys);
            until(() -> form() != null);
            String rate = field("rate").getText();
            for (String at : new String[] {"epochs", "method"}) {
                interact(() -> form().lookup("#tuning-" + at).requestFocus());
                for (KeyCode key : new KeyCode[] {KeyCode.R, KeyCode.Z, KeyCode.Y, KeyCode.O, KeyCode.F, KeyCode.E}) {
                    robot.push(KeyCode.SHORTCUT, key);
                    settled();
                }
                robot.push(KeyCode.DELETE).push(KeyCode.L);
                settled();
            }
            assertEquals(3, session.history().entries().size());
            assertEquals(current, session.history().current().id());
            assertFalse(session.isLocked("conv1"));
            assertEquals(0, asked, "no file is asked for");
            assertEquals(rate, field("rate").getText());
            robot.push(KeyCode.ESCAPE);
            until(() -> form() == null);
        }
        assertSame(before, session.experiment());
        robot.push(KeyCode.SHORTCUT, KeyCode.R);
        until(() -> session.history().entries().size() == 4);
    }

    private void countFilesAskedFor() {
        interact(() -> window.shell().ask(new FileDialogs() {
            @Override
            Optional<Path> model(Window over) {
                asked++;
                return Optional.empty();
            }

            @Override
            Optional<Path> newModel(Window over, String name) {
                asked++;
                return Optional.empty();
            }
        }));
    }
}
