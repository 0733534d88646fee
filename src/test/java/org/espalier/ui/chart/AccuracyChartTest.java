package org.espalier.ui.chart;

import static org.espalier.ui.WindowEvents.settled;
import static org.espalier.ui.WindowEvents.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.espalier.text.Text;
import org.espalier.ui.style.Theme;
import org.jfree.chart.entity.XYItemEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The chart in a real window. */
@ExtendWith(ApplicationExtension.class)
class AccuracyChartTest {

    private final ExecutorService render = Executors.newFixedThreadPool(2);
    private final List<Integer> picked = new CopyOnWriteArrayList<>();
    private AccuracyChart chart;
    private ChartPane pane;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        chart = new AccuracyChart(Theme.LIGHT, render, Platform::runLater);
        chart.setOnPick(picked::add);
        chart.show(DrawnHistories.branched(null, false));
        pane = (ChartPane) chart.getChildren().get(0);
        Scene scene = new Scene(chart, 800, 440);
        Theme.LIGHT.dress(scene, Locale.ENGLISH);
        stage.setScene(scene);
        stage.setX(60);
        stage.setY(40);
        stage.show();
        stage.toFront();
    }

    @AfterEach
    void close() {
        chart.close();
        render.shutdownNow();
    }

    @Test
    void aClickOnAPointGoesToItsStep(FxRobot robot) throws Exception {
        drawn();
        robot.clickOn(pane.localToScreen(place(4).getX(), place(4).getY()));
        settled();
        assertEquals(List.of(4), picked, "clicked at " + place(4));
    }

    @Test
    void theWheelZoomsAndHomeGoesBack(FxRobot robot) throws Exception {
        drawn();
        Point2D before = place(3);
        robot.moveTo(pane.localToScreen(200, 150));
        robot.scroll(3, VerticalDirection.UP);
        until(() -> place(3) != null && place(3).distance(before) > 5);
        assertTrue(pane.isByHand());
        robot.interact(pane::requestFocus);
        robot.type(KeyCode.HOME);
        until(() -> place(3) != null && place(3).distance(before) < 0.5);
        assertFalse(pane.isByHand());
    }

    @Test
    void theHistoryStandsStillWhileTheLivePointMoves() throws Exception {
        drawn();
        Point2D before = place(6);
        for (int parameters = 30_000; parameters > 20_000; parameters -= 1_000) {
            ChartPoint live = DrawnHistories.live(parameters, 0.985, false);
            chart.show(DrawnHistories.branched(live, true));
            until(() -> shows(live));
            assertEquals(before, place(6));
        }
    }

    @Test
    void aPictureIsWrittenAsPng(@TempDir Path folder) throws Exception {
        Path png = chart.save(folder.resolve("chart.png"), 600, 300, 2).get(60, TimeUnit.SECONDS);
        assertTrue(Files.size(png) > 1_000);
        BufferedImage picture = chart.picture(600, 300, 2).get(60, TimeUnit.SECONDS);
        assertEquals(1200, picture.getWidth());
    }

    @Test
    void itSaysInWordsWhatItShows() {
        assertEquals(
                "Dense network: 98.94 percent with 121,930 parameters. "
                        + "Now: 98.63 percent with 33,654 parameters. Steps in the history: 7.",
                pane.getAccessibleText());
    }

    /** Where a step is drawn; null before it is. */
    private Point2D place(int id) {
        return pane.points().stream()
                .filter(point -> point.getDataset() instanceof PointSet set
                        && set.isHistory()
                        && set.point(point.getItem()).id() == id)
                .map(AccuracyChartTest::middle)
                .findFirst()
                .orElse(null);
    }

    private boolean shows(ChartPoint live) {
        return pane.points().stream()
                .anyMatch(point -> point.getDataset() instanceof PointSet set
                        && set.point(point.getItem()).equals(live));
    }

    private static Point2D middle(XYItemEntity point) {
        Rectangle2D box = point.getArea().getBounds2D();
        return new Point2D.Double(Math.rint(box.getCenterX()), Math.rint(box.getCenterY()));
    }

    /** Once every picture that was asked for stands in the window. */
    private void drawn() throws Exception {
        settled();
        until(() -> chart.isDrawn() && place(6) != null);
    }
}
