package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Files come by dialog, by menu and by drop; what cannot be used is a sentence and changes nothing. */
@ExtendWith(ApplicationExtension.class)
class OpeningTest {

    @TempDir
    Path folder;

    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
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
    void aForeignFileIsASentenceInTheWindowAndChangesNothing(FxRobot robot) throws Exception {
        Path foreign = Files.writeString(folder.resolve("letter.zip"), "Dear network, this is no model.");
        var before = window.session().experiment();
        choosing(foreign);
        choose(robot, "#open", "Model file…");
        until(this::isNoticeShown);
        String said = notice();
        assertTrue(said.contains("letter.zip"), said);
        assertFalse(said.contains("Exception"), said);
        assertSame(before, window.session().experiment());
        assertEquals(List.of(), window.shell().recent(), "what was refused is not offered again");
    }

    @Test
    void aDroppedModelIsOpenedAndRemembered() throws Exception {
        Path mine = model("mine.zip");
        drop(mine);
        until(() -> window.session().experiment().network().name().equals("mine.zip"));
        window.untilMeasured();
        assertEquals(List.of(mine.toString()), window.shell().recent());
        assertFalse(isNoticeShown());
    }

    @Test
    void aModelAndADataFolderComeByDialog(FxRobot robot) throws Exception {
        choosing(model("mine.zip"));
        choose(robot, "#open", "Model file…");
        until(() -> window.session().experiment().network().name().equals("mine.zip"));
        choosing(folder);
        choose(robot, "#data", "Folder of IDX files…");
        until(this::isNoticeShown);
        assertTrue(notice().contains(folder.toString()), notice());
        assertEquals("mnist", window.session().experiment().data().name());
    }

    /** The last weights of a file are those of the output: class 9 is then no number, whatever is shown. */
    @Test
    void aNetworkWithWeightsThatAreNoNumbersIsShownAsSuch(FxRobot robot) throws Exception {
        drop(poisoned("poisoned.zip"));
        until(() -> window.session().experiment().network().name().equals("poisoned.zip"));
        window.untilMeasured();
        window.untilComplete();
        assertTrue(notice().startsWith("poisoned.zip: 1 parameters are not numbers, or infinite."), notice());
        var session = window.session();
        assertEquals(0, session.dense().correct(), "what is no number is no answer");
        assertEquals(10_000, session.dense().confusion().unanswered());
        interact(() -> session.preview("dense1", 0.5));
        until(() -> session.shown().evaluation() != null);
        interact(() -> session.commit());
        interact(() -> session.use(Granularity.WEIGHTS));
        window.untilComplete();
        window.resize(1280, 800);
        for (Node card : window.scene().getRoot().lookupAll(".layer-card")) {
            robot.clickOn(card, MouseButton.PRIMARY);
            settled();
        }
        assertFalse(notice().contains("Exception"), notice());
    }

    private Path poisoned(String name) throws IOException {
        Path file = model(name);
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path weights = zip.getPath("coefficients.bin");
            byte[] bytes = Files.readAllBytes(weights);
            ByteBuffer.wrap(bytes).putFloat(bytes.length - Float.BYTES, Float.NaN);
            Files.write(weights, bytes);
        }
        return file;
    }

    private Path model(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream demo = OpeningTest.class.getResourceAsStream("/assets/models/article-cnn.zip")) {
            Files.copy(Objects.requireNonNull(demo), file);
        }
        return file;
    }

    private void drop(Path file) {
        interact(() -> {
            try {
                assertTrue(Drop.of(file).onto(window.scene()), "files may be dropped");
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

            @Override
            Optional<Path> dataFolder(Window over) {
                return Optional.of(path);
            }
        }));
    }

    private boolean isNoticeShown() {
        return window.scene().lookup(".notice").isVisible();
    }

    private String notice() {
        return window.text("#notice");
    }
}
