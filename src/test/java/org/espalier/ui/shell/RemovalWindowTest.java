package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.collections.ObservableList;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.espalier.session.Session;
import org.espalier.session.Step;
import org.espalier.text.Text;
import org.espalier.ui.chart.ChartContent;
import org.espalier.ui.graph.GraphView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Layers removed as a whole, in a real window. The block of the residual network, from conv2 to add1, has
 * 2 · (32·32·9 + 4·32) = 18,688 of 112,938 parameters.
 */
@ExtendWith(ApplicationExtension.class)
class RemovalWindowTest {

    private static final int DENSE = 112_938;
    private static final int WITHOUT_BLOCK = DENSE - 18_688;
    /** Lets the display show what is drawn. */
    private static final int FRAMES_IN_MILLIS = 100;

    private static final Path PICTURES = Path.of("target", "screenshots");

    private OpenedWindow window;
    private Session session;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "fashion-resnet");
        session = window.session();
    }

    @BeforeEach
    void untilMeasured() throws Exception {
        window.untilMeasured();
        interact(() -> window.scene().lookup("#hint").setVisible(false));
        window.resize(1280, 1400);
        interact(() -> ((GraphView) window.scene().lookup("#graph")).fit());
        settled();
    }

    @AfterEach
    void close() {
        interact(() -> List.copyOf(Window.getWindows()).stream()
                .filter(ContextMenu.class::isInstance)
                .forEach(Window::hide));
        window.close();
    }

    @Test
    void anItemUnderTheMouseIsPreviewedAndAClickRemovesTheBlock(FxRobot robot) throws Exception {
        Node card = card("conv2");
        robot.rightClickOn(card);
        until(() -> menu() != null);
        assertEquals("Remove conv2 as a whole", labels().get(0));
        assertTrue(labels().contains("Remove the branch conv2, bn2, relu2, conv3, bn3, add1; only pool1 goes on"));
        robot.moveTo("#removal-branch");
        until(() -> session.shown().isPreview() && session.shown().evaluation() != null);
        assertEquals(WITHOUT_BLOCK, session.shown().state().cost().parameters());
        assertTrue(lit("conv2") && lit("add1") && lit("bn3"));
        assertFalse(lit("pool1") || lit("conv4"));
        assertTrue(window.text("#headline-parameters").contains(Text.count(WITHOUT_BLOCK)), "the headline follows");
        ChartContent chart = ChartFeed.of(session);
        assertNotNull(chart);
        assertNotNull(chart.live(), "the live point stands in the chart");
        assertEquals(1, session.history().entries().size(), "looking is no step");
        picture("removal-preview-light");
        robot.moveTo("#headline-parameters");
        robot.moveTo("#removal-skipped");
        until(() -> session.shown().isPreview() && !lit("add1") && lit("relu2"));

        robot.clickOn("#removal-branch");
        until(() -> session.history().entries().size() == 2);
        window.untilComplete();
        window.untilPlaced();
        assertEquals(WITHOUT_BLOCK, parameters());
        assertFalse(hasCard("conv2") || hasCard("add1"));
        assertTrue(hasCard("pool1") && hasCard("conv4"));
        assertFalse(lit("pool1"), "the light is out");
        picture("removal-taken-light");
        robot.clickOn("#undo");
        window.untilPlaced();
        assertTrue(hasCard("conv2"));
        assertEquals(DENSE, parameters());
    }

    @Test
    void theMenuThatIsClosedLeavesAllAsItWas(FxRobot robot) throws Exception {
        robot.rightClickOn(card("conv2"));
        until(() -> menu() != null);
        robot.moveTo("#removal-branch");
        until(() -> session.shown().isPreview());
        robot.push(KeyCode.ESCAPE);
        until(() -> menu() == null && !session.shown().isPreview());
        assertFalse(lit("conv2"));
        assertEquals(DENSE, parameters());
        assertEquals(1, session.history().entries().size());
    }

    @Test
    void deleteRemovesWhereThereIsOneWayAndKeysChooseAmongSeveral(FxRobot robot) throws Exception {
        choose(robot, "relu3");
        robot.push(KeyCode.DELETE);
        until(() -> !hasCard("relu3"));
        window.untilPlaced();
        assertEquals(2, session.history().entries().size());
        Step.LayerRemoved step =
                (Step.LayerRemoved) session.history().current().state().step();
        assertEquals(List.of("relu3"), step.removal().layers());

        choose(robot, "conv3");
        robot.push(KeyCode.DELETE);
        until(() -> menu() != null);
        settled();
        assertEquals(3, labels().size() / 2);
        robot.push(KeyCode.DOWN);
        until(() -> session.shown().isPreview());
        robot.push(KeyCode.ENTER);
        until(() -> session.history().entries().size() == 3);
        robot.clickOn("#undo");
        until(() -> session.history().current().id() == 1);
    }

    @Test
    void theLayerTabSaysWhyALayerCannotGo(FxRobot robot) throws Exception {
        choose(robot, "pool1");
        robot.clickOn("#remove-layer");
        until(() -> menu() != null);
        settled();
        assertEquals(
                "pool1 cannot go as a whole. It makes 14×14×32 of 28×28×32; what stands in for a layer must have its shape.",
                labels().get(0));
        assertEquals(1, labels().size());
        picture("removal-obstacle-light");
        robot.push(KeyCode.ESCAPE);
        until(() -> menu() == null);
    }

    @Test
    void itCanBeReadInTheDarkAndInChinese(FxRobot robot) throws Exception {
        window.resize(1280, 800);
        interact(window.shell()::switchTheme);
        interact(window.shell()::switchLanguage);
        window.untilPlaced();
        robot.rightClickOn(card("conv2"));
        until(() -> menu() != null);
        robot.moveTo("#removal-branch");
        until(() -> session.shown().isPreview() && session.shown().evaluation() != null);
        picture("removal-preview-dark-zh");
        robot.push(KeyCode.ESCAPE);
        until(() -> menu() == null);
        interact(window.shell()::switchLanguage);
    }

    private void choose(FxRobot robot, String layer) {
        robot.clickOn(card(layer), MouseButton.PRIMARY);
        settled();
    }

    private long parameters() {
        return session.shown().state().cost().parameters();
    }

    private ContextMenu menu() {
        ObservableList<Window> windows = Window.getWindows();
        return windows.stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .filter(menu -> "removal-menu".equals(menu.getId()) && menu.isShowing())
                .findFirst()
                .orElse(null);
    }

    private List<String> labels() {
        return menu().getScene().getRoot().lookupAll(".label").stream()
                .map(Label.class::cast)
                .map(Label::getText)
                .toList();
    }

    private Node card(String layer) {
        return cards(layer)
                .findFirst()
                .map(card -> card.lookup(".layer-name"))
                .orElseThrow(() -> new AssertionError("no card of " + layer));
    }

    private Stream<Node> cards(String layer) {
        return window.scene().getRoot().lookupAll(".layer-card").stream()
                .filter(card -> card.getAccessibleText().startsWith(layer + ","));
    }

    private boolean hasCard(String layer) {
        return cards(layer).findAny().isPresent();
    }

    private boolean lit(String layer) {
        return cards(layer).anyMatch(card -> card.getAccessibleText().contains("would lose"));
    }

    /** Of the display: a menu is a window of its own. */
    private void picture(String name) throws Exception {
        window.untilDrawn();
        Files.createDirectories(PICTURES);
        WaitForAsyncUtils.sleep(FRAMES_IN_MILLIS, TimeUnit.MILLISECONDS);
        WritableImage seen = WaitForAsyncUtils.asyncFx(
                        () -> new Robot().getScreenCapture(null, new Rectangle2D(0, 0, 1300, 1450)))
                .get();
        Pictures.write(seen, PICTURES.resolve(name + ".png"));
    }
}
