package org.espalier.ui.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.espalier.text.Text;
import org.espalier.ui.shell.Heartbeat.Beat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window answers while a slider is dragged and the engine counts. */
@ExtendWith(ApplicationExtension.class)
class HeartbeatTest {

    /** Far above what we allow ourselves, 16 ms: the machines that test us are slow, and moves of the mouse that wait are answered before a knock is. */
    private static final double MOST_WORK_IN_MILLIS = 250;

    /** However busy the machine is: no waiting for the engine. */
    private static final double LONGEST_IN_MILLIS = 2_500;

    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void theWindowAnswersWhileASliderIsDragged(FxRobot robot) throws Exception {
        window.untilMeasured();
        // The first way there and back runs code that is not compiled yet.
        robot.drag(window.slider("conv2").lookup(".thumb"))
                .moveTo(window.onTrack("conv2", 0.9))
                .moveTo(window.onTrack("conv2", 0.1));
        double at = 0.1;
        try (Heartbeat heart = new Heartbeat()) {
            for (double place : new double[] {0.9, 0.2, 0.7, 0.4, 0.8, 0.3}) {
                glide(window.onTrack("conv2", at), window.onTrack("conv2", place));
                at = place;
            }
            System.out.println(said(heart));
            assertTrue(window.session().shown().isPreview(), "the drag moved nothing");
            assertTrue(heart.count() > 8, said(heart));
            assertTrue(heart.longest(Beat::work) < MOST_WORK_IN_MILLIS, said(heart));
            assertTrue(heart.longest(Beat::millis) < LONGEST_IN_MILLIS, said(heart));
        } finally {
            robot.drop();
        }
    }

    /** As a hand does it: a mouse tells where it is 125 times a second, and what is told in between waits its turn. */
    private static void glide(Point2D from, Point2D to) {
        int moves = 40;
        for (int move = 1; move <= moves; move++) {
            Point2D place = from.interpolate(to, (double) move / moves);
            Platform.runLater(() -> new Robot().mouseMove(place));
            WaitForAsyncUtils.sleep(8, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void workAndWaitingAreSeen() {
        try (Heartbeat heart = new Heartbeat()) {
            Platform.runLater(() -> {
                long end = System.nanoTime() + 400_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            });
            OpenedWindow.settled();
            assertTrue(heart.longest(Beat::work) > 40, said(heart));
            Platform.runLater(() -> WaitForAsyncUtils.sleep(400, TimeUnit.MILLISECONDS));
            WaitForAsyncUtils.sleep(500, TimeUnit.MILLISECONDS);
            OpenedWindow.settled();
            assertTrue(heart.longest(Beat::millis) > 300, said(heart));
        }
    }

    private static String said(Heartbeat heart) {
        return String.format(
                Locale.ROOT,
                "FX thread: %d knocks, answered after %.1f ms (median), %.0f ms at the longest;"
                        + " of that its own work %.1f ms, %.0f ms at the most",
                heart.count(),
                heart.median(Beat::millis),
                heart.longest(Beat::millis),
                heart.median(Beat::work),
                heart.longest(Beat::work));
    }
}
