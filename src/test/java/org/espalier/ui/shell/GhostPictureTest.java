package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.pruning.Pick;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What goes with a filter of the residual network, lit on the graph: both themes, languages and sizes. */
@ExtendWith(ApplicationExtension.class)
class GhostPictureTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final List<String> problems = new ArrayList<>();
    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "fashion-resnet");
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void everyWordOfAGhostIsWholeAndNoneCoversACard(FxRobot robot) throws Exception {
        Files.createDirectories(PICTURES);
        window.untilMeasured();
        interact(() -> window.session().preview("conv1", 0.3));
        interact(() -> window.session().commit());
        window.untilComplete();
        for (String theme : List.of("light", "dark")) {
            for (String language : List.of("en", "zh")) {
                for (int[] size : new int[][] {{1280, 800}, {2560, 1440}}) {
                    window.resize(size[0], size[1]);
                    String name = "ghost-" + theme + "-" + language + "-" + size[0];
                    robot.moveTo(window.tile(14));
                    until(() -> !labels().isEmpty());
                    window.untilDrawn();
                    interact(() -> look(name));
                    robot.moveTo(window.slider("conv2").lookup(".track"));
                    settled();
                    interact(() -> look(name + "-slider"));
                }
                interact(window.shell()::switchLanguage);
                window.untilPlaced();
            }
            interact(window.shell()::switchTheme);
        }
        assertEquals("", String.join("\n", problems));
    }

    @Test
    void whatTheHandDecidedLooksDifferentFromWhatTheRankingDid(FxRobot robot) throws Exception {
        Files.createDirectories(PICTURES);
        window.untilMeasured();
        interact(() -> window.session().preview("conv1", 0.3));
        interact(() -> window.session().commit());
        interact(() -> pick(Pick.REMOVED, 2, 3, 0));
        interact(() -> pick(Pick.KEPT, 1, 7, 8));
        window.untilComplete();
        window.resize(1280, 800);
        for (String theme : List.of("light", "dark")) {
            robot.clickOn(window.tile(12))
                    .press(KeyCode.SHIFT)
                    .clickOn(window.tile(15))
                    .release(KeyCode.SHIFT);
            robot.moveTo(window.tile(14));
            until(() -> labels().size() > 3);
            window.untilDrawn();
            interact(() -> look("picked-" + theme));
            interact(window.shell()::switchTheme);
        }
        assertEquals("", String.join("\n", problems));
    }

    private void pick(Pick pick, int... channels) {
        BitSet units = new BitSet();
        for (int channel : channels) {
            units.set(channel);
        }
        try {
            window.session().pick("conv1", units, pick);
        } catch (Refused impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<Node> labels() {
        return window.scene().getRoot().lookupAll(".ghost-reason").stream()
                .filter(Node::isVisible)
                .toList();
    }

    private void look(String place) {
        Parent root = window.scene().getRoot();
        root.applyCss();
        root.layout();
        DrawnText.problems(root).forEach(problem -> problems.add(place + ": " + problem));
        for (Node label : labels()) {
            for (Node card : root.lookupAll(".layer-card")) {
                if (card.isVisible()
                        && label.localToScene(label.getLayoutBounds())
                                .intersects(card.localToScene(card.getLayoutBounds()))) {
                    problems.add(place + ": " + label.getAccessibleText() + " covers " + card.getAccessibleText());
                }
            }
        }
        try {
            Pictures.write(window.scene(), PICTURES.resolve(place + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
