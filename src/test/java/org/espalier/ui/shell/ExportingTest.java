package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.network.ModelSource;
import org.espalier.network.Shape;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The current state becomes a file, with the proof's sentence in the window. */
@ExtendWith(ApplicationExtension.class)
class ExportingTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private Path folder;

    private OpenedWindow window;
    private String offered = "";

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
    }

    @BeforeEach
    void prune() throws Exception {
        window.untilMeasured();
        interact(() -> window.session().preview("conv2", 0.5));
        interact(() -> window.session().commit());
        window.untilComplete();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theCurrentStateIsCutAndTheProofIsShown(FxRobot robot) throws Exception {
        Path small = folder.resolve("small.zip");
        choosing(small);
        robot.clickOn("#export");
        until(this::isNoticeShown);
        String said = window.text("#notice");
        assertTrue(said.contains("121,930 → 61,482 parameters"), said);
        assertTrue(said.matches(".*largest difference [0-9.]+e-[0-9]+ on 1,000 images.*"), said);
        assertTrue(window.scene().lookup(".notice").getPseudoClassStates().contains(StyleClass.GOOD));
        assertEquals("article-cnn-small.zip", offered);
        assertEquals(
                61_482, new ModelSource.File(small).read(new Shape(28, 28, 1)).parameters());
        assertTrue(Files.exists(folder.resolve("small.json")));
        lookAtIt();
        assertEquals(2, window.session().history().entries().size(), "writing is no step");
    }

    @Test
    void aNameWithoutAnEndingGetsOneAndNoOtherFileIsReplaced(FxRobot robot) throws Exception {
        Path other = Files.writeString(folder.resolve("small.zip"), "other");
        choosing(folder.resolve("small"));
        robot.press(KeyCode.CONTROL, KeyCode.E).release(KeyCode.E, KeyCode.CONTROL);
        until(this::isNoticeShown);
        String said = window.text("#notice");
        assertTrue(said.contains("small.zip"), said);
        assertFalse(said.contains("Exception"), said);
        assertFalse(window.scene().lookup(".notice").getPseudoClassStates().contains(StyleClass.GOOD));
        assertEquals("other", Files.readString(other));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(other), files.toList());
        }
    }

    private void lookAtIt() throws Exception {
        window.resize(1280, 800);
        List<String> problems = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            interact(() -> problems.addAll(DrawnText.problems(window.scene().getRoot())));
            interact(() -> picture("exported-" + theme));
            interact(window.shell()::switchTheme);
        }
        assertEquals(List.of(), problems);
    }

    private void picture(String name) {
        try {
            Pictures.write(window.scene(), Files.createDirectories(PICTURES).resolve(name + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private boolean isNoticeShown() {
        return window.scene().lookup(".notice").isVisible();
    }

    private void choosing(Path path) {
        interact(() -> window.shell().ask(new FileDialogs() {
            @Override
            Optional<Path> newModel(Window over, String name) {
                offered = name;
                return Optional.of(path);
            }
        }));
    }
}
