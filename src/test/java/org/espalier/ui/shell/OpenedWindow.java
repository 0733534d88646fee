package org.espalier.ui.shell;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.stage.Stage;
import org.espalier.data.FewExamples;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelSource;
import org.espalier.session.Session;
import org.espalier.session.Tuning;
import org.espalier.ui.RunningJob;
import org.espalier.ui.WindowEvents;
import org.espalier.ui.chart.AccuracyChart;
import org.espalier.ui.chart.TuningChart;
import org.espalier.ui.graph.GraphView;

/** The real window with the real engine, and how tests find their way in it. */
final class OpenedWindow implements AutoCloseable {

    private final Stage stage;
    private final Shell shell;

    /** On the FX thread. Nothing the user chose before is read, and nothing is kept. */
    OpenedWindow(Stage stage, String demo) {
        this(stage, shell -> shell.openDemo(demo));
    }

    private OpenedWindow(Stage stage, Consumer<Shell> opening) {
        this.stage = stage;
        shell = new Shell(stage, Optional.empty());
        stage.setX(20);
        stage.setY(20);
        shell.show();
        opening.accept(shell);
    }

    /** With few images to train on: 40 batches of 128 are an epoch. */
    static OpenedWindow forTraining(Stage stage, String demo) {
        ModelSource.Demo source = new ModelSource.Demo(demo);
        return new OpenedWindow(
                stage, shell -> shell.session().open(source, () -> FewExamples.of(source.dataSet(), 40 * 128)));
    }

    Shell shell() {
        return shell;
    }

    Session session() {
        return shell.session();
    }

    Scene scene() {
        return shell.scene();
    }

    /** Gives the scene this size, in pixels. */
    void resize(double width, double height) throws Exception {
        interact(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width + stage.getWidth() - scene().getWidth());
            stage.setHeight(height + stage.getHeight() - scene().getHeight());
        });
        until(() -> scene().getWidth() == width && scene().getHeight() == height);
    }

    void untilMeasured() throws Exception {
        until(() -> session().isOpen() && session().dense() != null);
        untilPlaced();
    }

    /** Until every validation image is counted for what is current. */
    void untilComplete() throws Exception {
        until(() -> {
            Evaluation known = session().shown().evaluation();
            return !session().shown().isPreview() && known != null && known.isComplete();
        });
    }

    /** Until the cards stand where they belong. */
    void untilPlaced() throws Exception {
        until(() -> scene().lookup("#graph") instanceof GraphView graph
                && graph.placed().get());
        settled();
    }

    /** Until no job runs, and none waits. */
    void untilEngineIsFree() throws Exception {
        AtomicBoolean behindAll = new AtomicBoolean();
        interact(() -> shell.runner().submit("", (progress, soFar) -> true, done -> behindAll.set(true)));
        until(() -> behindAll.get() && shell.runner().running().getValue() == null);
    }

    /** Until the charts, which are drawn beside the FX thread, show the newest. */
    void untilDrawn() throws Exception {
        settled();
        until(() -> ((AccuracyChart) scene().lookup("#chart")).isDrawn()
                && (!(scene().lookup("#tuning-chart") instanceof TuningChart tuning) || tuning.isDrawn()));
    }

    Slider slider(String layer) {
        return find(Slider.class, ".slider", layer);
    }

    /** A control of a layer's card, by what it says to a screen reader. */
    <N extends Node> N find(Class<N> type, String selector, String layer) {
        return scene().getRoot().lookupAll(selector).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(node -> speaksOf(node, layer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + selector + " of " + layer));
    }

    boolean hasSlider(String layer) {
        return scene().getRoot().lookupAll(".slider").stream().anyMatch(node -> speaksOf(node, layer));
    }

    private static boolean speaksOf(Node node, String layer) {
        String said = node.getAccessibleText();
        return said != null && said.matches(".*\\b" + layer + "\\b.*");
    }

    /** A place on a layer's slider; 0 is its left end, 1 its right. */
    Point2D onTrack(String layer, double place) {
        Node track = slider(layer).lookup(".track");
        Bounds bounds = track.localToScreen(track.getBoundsInLocal());
        return new Point2D(bounds.getMinX() + bounds.getWidth() * place, bounds.getCenterY());
    }

    /** The middle of a unit's tile in the Layer tab, as they stand there: in rows, 41 by 54 pixels each. */
    Point2D tile(int unit) {
        Node tiles = scene().lookup("#unit-tiles");
        int columns = (int) ((tiles.lookup("Canvas").getLayoutBounds().getWidth() + 7) / 41);
        return tiles.localToScreen(unit % columns * 41 + 18, unit / columns * 54 + 18);
    }

    String text(String id) {
        return ((Labeled) scene().lookup(id)).getText();
    }

    static void interact(Runnable action) {
        WindowEvents.interact(action);
    }

    static void settled() {
        WindowEvents.settled();
    }

    static void until(Callable<Boolean> holds) throws Exception {
        WindowEvents.until(holds);
    }

    @Override
    public void close() {
        interact(() -> {
            session().tuning().cancel(Tuning.Leave.NOTHING);
            RunningJob running = shell.runner().running().getValue();
            if (running != null) {
                running.cancel().run();
            }
            shell.close();
        });
        // Else every window of a run would hold its buffers to the end.
        try {
            until(() -> shell.runner().isOver());
        } catch (Exception stuck) {
            throw new IllegalStateException("a job of a closed window does not end", stuck);
        }
        if (session().isOpen()) {
            session().experiment().close();
        }
    }
}
