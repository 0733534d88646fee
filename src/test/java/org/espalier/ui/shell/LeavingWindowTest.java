package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.WindowEvents.clickOnceShown;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What would drop a training that nobody has stopped is asked first, in a real window. */
@ExtendWith(ApplicationExtension.class)
class LeavingWindowTest {

    @TempDir
    Path folder;

    private OpenedWindow window;
    private Session session;
    private Stage stage;

    @Start
    void open(Stage opened) {
        Text.use(Locale.ENGLISH);
        stage = opened;
        window = OpenedWindow.forTraining(opened, "article-cnn");
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
    void whateverOpensSomethingElseAsksFirst(FxRobot robot) throws Exception {
        Path mine = model("mine.zip");
        drop(mine);
        until(() -> session.experiment().network().name().equals("mine.zip"));
        window.untilMeasured();
        // On the data set of before, which has enough images to train on.
        train();
        Experiment before = session.experiment();
        choose(robot, "#open", "Example: lenet-300-100");
        stay(robot, before);
        choose(robot, "#open", "mine.zip");
        stay(robot, before);
        choose(robot, "#data", "Fashion-MNIST");
        stay(robot, before);
        choosing(mine);
        robot.push(KeyCode.SHORTCUT, KeyCode.O);
        stay(robot, before);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT1);
        stay(robot, before);
        drop(mine);
        drop(mine);
        stay(robot, before);
        choose(robot, "#data", "Fashion-MNIST");
        OpenForm.picture("leaving-open");
        clickOnceShown(robot, "#leave-go");
        until(() -> session.experiment() != before);
        assertFalse(session.tuning().isActive());
    }

    @Test
    void theWindowStaysOpenUntilThatIsChosen(FxRobot robot) throws Exception {
        train();
        requestClose();
        stay(robot, session.experiment());
        assertTrue(stage.isShowing());
        interact(window.shell()::switchTheme);
        interact(window.shell()::switchLanguage);
        window.untilPlaced();
        requestClose();
        until(() -> question() != null);
        OpenForm.picture("leaving-close");
        clickOnceShown(robot, "#leave-go");
        until(() -> !stage.isShowing());
    }

    @Test
    void nothingIsAskedWhereNothingRuns() throws Exception {
        requestClose();
        settled();
        assertFalse(stage.isShowing());
    }

    private void train() throws Exception {
        interact(() -> session.tune(new FineTuning(500, 128, new LearningRate.Constant(1e-3), Optimiser.adam(), 0, 1)));
        until(() ->
                session.tuning().course() != null && session.tuning().course().latest() != null);
    }

    /** Enter and Esc do the same. */
    private void stay(FxRobot robot, Experiment before) throws Exception {
        until(() -> question() != null);
        Button stay = (Button) question();
        assertTrue(stay.isDefaultButton() && stay.isCancelButton());
        clickOnceShown(robot, "#leave-stay");
        until(() -> question() == null);
        assertTrue(session.tuning().isActive());
        assertSame(before, session.experiment());
    }

    private static Node question() {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .map(shown -> shown.getScene().getRoot().lookup("#leave-stay"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void requestClose() {
        interact(() -> Event.fireEvent(stage, new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    private void drop(Path file) {
        interact(() -> {
            try {
                assertTrue(Drop.of(file).onto(window.scene()));
            } catch (ReflectiveOperationException otherJavaFx) {
                throw new IllegalStateException(otherJavaFx);
            }
        });
    }

    private void choosing(Path path) {
        interact(() -> window.shell().ask(new FileDialogs() {
            @Override
            Optional<Path> model(Window over) {
                return Optional.of(path);
            }
        }));
    }

    private Path model(String name) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream demo = LeavingWindowTest.class.getResourceAsStream("/assets/models/article-cnn.zip")) {
            Files.copy(Objects.requireNonNull(demo), file);
        }
        return file;
    }
}
