package org.espalier.ui.graph;

import static org.espalier.ui.WindowEvents.atOnce;
import static org.espalier.ui.WindowEvents.settled;
import static org.espalier.ui.WindowEvents.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.collections.SetChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The gestures, with a real window. */
@ExtendWith(ApplicationExtension.class)
class GraphViewTest {

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final Asked asked = new Asked();
    private GraphViewModel model;
    private GraphView view;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        NetworkGraph network = DrawnNetworks.chain();
        model = new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, asked);
        view = new GraphView(model, background, Platform::runLater);
        Scene scene = new Scene(view, 460, 690);
        Theme.LIGHT.dress(scene, Locale.ENGLISH);
        stage.setScene(scene);
        stage.setX(60);
        stage.setY(40);
        stage.show();
        stage.toFront();
    }

    @BeforeEach
    void untilPlaced() throws Exception {
        until(() -> view.placed().get());
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void aDragPreviewsOftenAndMakesOneStep(FxRobot robot) throws Exception {
        Viewport before = view.viewport();
        robot.drag(slider("conv2").lookup(".thumb"))
                .moveTo(track("conv2", 0.3))
                .moveTo(track("conv2", 0.6))
                .moveTo(track("conv2", 0.5));
        settled();
        assertTrue(asked.previews.size() >= 3, asked.previews.toString());
        assertEquals(0, asked.commits);
        robot.drop();
        settled();
        assertEquals(1, asked.commits);
        assertEquals(0.5 * 95, model.card("conv2").share().get() * 100, 4);
        assertEquals(before, view.viewport(), "a slider must not move the picture");
        assertEquals(List.of("conv2"), asked.selections);
    }

    @Test
    void aClickOnTheTrackIsOnePreviewAndOneStep(FxRobot robot) {
        robot.clickOn(track("conv1", 0.7));
        settled();
        assertEquals(1, asked.previews.size(), asked.previews.toString());
        assertEquals(1, asked.commits);
    }

    @Test
    void heldKeysMakeOneStepAfterTheLastOne(FxRobot robot) throws Exception {
        robot.interact(() -> slider("conv1").requestFocus());
        press(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.PAGE_UP, KeyCode.LEFT);
        assertEquals(List.of("conv1 1.0", "conv1 2.0", "conv1 3.0", "conv1 13.0", "conv1 12.0"), asked.previews);
        until(() -> asked.commits > 0);
        assertEquals(1, asked.commits);
    }

    @Test
    void keysGoToTheEndsAndDeleteGoesToZero(FxRobot robot) throws Exception {
        robot.interact(() -> slider("conv1").requestFocus());
        press(KeyCode.END, KeyCode.HOME, KeyCode.END, KeyCode.DELETE);
        assertEquals(List.of("conv1 95.0", "conv1 0.0", "conv1 95.0", "conv1 0.0"), asked.previews);
        until(() -> asked.commits > 0);
        assertEquals(1, asked.commits);
    }

    /** One behind the other, faster than anybody rests. */
    private static void press(KeyCode... keys) {
        atOnce(keyboard -> List.of(keys).forEach(keyboard::keyType));
    }

    @Test
    void digitsOnTheSliderStartTyping(FxRobot robot) {
        robot.interact(() -> slider("conv1").requestFocus());
        robot.type(KeyCode.DIGIT4, KeyCode.DIGIT2, KeyCode.ENTER);
        settled();
        assertEquals(List.of("conv1 42.0"), asked.previews);
        assertEquals(1, asked.commits);
        assertEquals("42 %", field("conv1").getText());
    }

    @Test
    void escapeBringsTheOldNumberBack(FxRobot robot) {
        robot.interact(() -> slider("conv1").requestFocus());
        robot.type(KeyCode.DIGIT4, KeyCode.ESCAPE);
        settled();
        assertEquals(List.of(), asked.previews);
        assertEquals("0 %", field("conv1").getText());
        assertTrue(slider("conv1").isFocused());
    }

    @Test
    void tooLargeANumberIsPutRightAndSaysSo(FxRobot robot) {
        AtomicBoolean saidSo = new AtomicBoolean();
        robot.interact(() -> field("conv1").getPseudoClassStates().addListener((SetChangeListener<PseudoClass>)
                change -> saidSo.compareAndSet(false, StyleClass.CORRECTED.equals(change.getElementAdded()))));
        robot.clickOn(field("conv1")).eraseText(9).write("120").type(KeyCode.ENTER);
        settled();
        assertEquals(List.of("conv1 95.0"), asked.previews);
        assertEquals("95 %", field("conv1").getText());
        assertTrue(saidSo.get());
    }

    @Test
    void aShareFromOutsideMovesTheThumbOnly(FxRobot robot) {
        robot.interact(() -> model.card("conv1").show(new CardState(0.37, false, 200, new BitSet())));
        assertEquals(37, slider("conv1").getValue(), 1e-9);
        assertEquals("37 %", field("conv1").getText());
        assertEquals(List.of(), asked.previews);
        assertEquals(0, asked.commits);
    }

    @Test
    void whatComesOfAShareStandsBesideIt(FxRobot robot) throws Exception {
        ShareReading reading = new ShareReading(0.5, 0.484375, 0.99);
        robot.interact(() -> model.card("conv1").show(new CardState(reading, false, 200, new BitSet(), 1)));
        Label achieved = (Label) card("conv1").lookup(".achieved-share");
        assertEquals("→ 48.4 %", achieved.getText());
        assertTrue(achieved.getPseudoClassStates().contains(StyleClass.DIFFERENT));
        assertEquals("50 %", field("conv1").getText());
        assertEquals(50, slider("conv1").getValue(), 1e-9, "a longer slider moves nothing");
        assertEquals(List.of(), asked.previews);
        robot.interact(() -> slider("conv1").requestFocus());
        robot.type(KeyCode.END);
        settled();
        assertEquals(List.of("conv1 99.0"), asked.previews, "it ends where the layer does");
        until(() -> asked.commits == 1);
    }

    @Test
    void lockedControlsAreOff(FxRobot robot) {
        robot.interact(() -> slider("conv1").requestFocus());
        robot.interact(() -> model.choose(model.card("conv1")));
        robot.type(KeyCode.L);
        settled();
        assertEquals(List.of("conv1 true"), asked.locks);
        assertTrue(slider("conv1").isDisabled());
        assertTrue(field("conv1").isDisabled());
        robot.type(KeyCode.L);
        settled();
        assertFalse(slider("conv1").isDisabled());
    }

    @Test
    void theWheelZoomsAtThePointer(FxRobot robot) {
        Node name = card("conv2").lookup(".layer-name");
        Point2D before = middle(name);
        double scale = view.viewport().scale();
        robot.moveTo(before);
        robot.scroll(3, VerticalDirection.DOWN);
        settled();
        assertFalse(scale == view.viewport().scale());
        assertTrue(before.distance(middle(name)) < 12, before + " became " + middle(name));
    }

    @Test
    void aDragBesideTheCardsMovesThePicture(FxRobot robot) {
        Viewport before = view.viewport();
        Point2D corner = view.localToScreen(430, 30);
        robot.drag(corner)
                .moveTo(corner.add(-20, 25))
                .moveTo(corner.add(-40, 50))
                .drop();
        settled();
        assertEquals(before.x() - 40, view.viewport().x(), 1.5);
        assertEquals(before.y() + 50, view.viewport().y(), 1.5);
        robot.type(KeyCode.F);
        settled();
        assertEquals(before, view.viewport());
    }

    @Test
    void arrowsAndTabWalkThroughTheNetwork(FxRobot robot) {
        robot.clickOn(card("conv1").lookup(".layer-name"));
        robot.type(KeyCode.DOWN, KeyCode.DOWN);
        robot.type(KeyCode.TAB);
        settled();
        assertEquals(List.of("conv1", "pool1", "conv2"), asked.selections);
        assertTrue(slider("conv2").isFocused());
        robot.type(KeyCode.TAB, 3);
        settled();
        assertTrue(slider("dense1").isFocused());
        assertEquals("dense1", asked.selections.get(asked.selections.size() - 1));
    }

    @Test
    void fromAfarTheControlsAreGone(FxRobot robot) {
        robot.interact(() -> view.zoom(0.5));
        assertFalse(slider("conv1").getParent().getParent().isVisible());
        robot.interact(() -> view.zoom(8));
        assertTrue(view.cards().stream().anyMatch(card -> !card.isVisible()), "cards out of sight are not drawn");
    }

    @Test
    void screenReadersHearWhereASliderStands(FxRobot robot) {
        robot.interact(() -> model.card("conv2").show(new CardState(0.45, false, 9, new BitSet())));
        assertEquals("Sparsity of layer conv2, 45 percent", slider("conv2").getAccessibleText());
    }

    private LayerCard card(String layer) {
        return view.cards().stream()
                .filter(card -> card.model().name().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    private Slider slider(String layer) {
        Node slider = card(layer).lookup(".slider");
        assertNotNull(slider);
        return (Slider) slider;
    }

    private TextField field(String layer) {
        return (TextField) card(layer).lookup(".percent-field");
    }

    private Point2D track(String layer, double part) {
        Node track = slider(layer).lookup(".track");
        Bounds bounds = track.localToScreen(track.getBoundsInLocal());
        return new Point2D(bounds.getMinX() + bounds.getWidth() * part, bounds.getCenterY());
    }

    private static Point2D middle(Node node) {
        Bounds bounds = node.localToScreen(node.getBoundsInLocal());
        return new Point2D(bounds.getMinX(), bounds.getCenterY());
    }
}
