package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** The engine is held, so whoever waited for it would wait for good: no time needs to be measured. */
    @Test
    void theWindowAnswersWhileTheEngineDoesNot(FxRobot robot) throws Exception {
        window.untilMeasured();
        window.untilEngineIsFree();
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger letGo = new AtomicInteger();
        interact(() -> window.shell()
                .runner()
                .<Boolean>submit(
                        "held",
                        (progress, soFar) -> held.await(2, TimeUnit.MINUTES),
                        wasLetGo -> letGo.set(wasLetGo ? 1 : -1)));
        try (Heartbeat heart = new Heartbeat()) {
            robot.drag(window.slider("conv2").lookup(".thumb"));
            glide(0.1, 0.9);
            assertTrue(window.session().shown().isPreview(), "the drag moved nothing");
            robot.drop();
            until(() -> !window.session().shown().isPreview());
            until(() -> heart.count() > 100);
            assertEquals(2, window.session().history().entries().size());
            assertNull(window.session().shown().evaluation(), "the engine has said nothing");
            assertEquals(0, letGo.get(), "the window waited until the engine was free");
        } finally {
            held.countDown();
        }
        window.untilComplete();
        assertEquals(1, letGo.get(), "it was held all the time");
    }

    /** Each move waits for the one before, so what is counted is the work for one, and for what the engine tells meanwhile. */
    @Test
    void aDragIsLittleWork(FxRobot robot) throws Exception {
        window.untilMeasured();
        robot.drag(window.slider("conv2").lookup(".thumb"));
        // The first way there and back runs code that is not compiled yet.
        glide(0.1, 0.9);
        glide(0.9, 0.1);
        try (Heartbeat heart = new Heartbeat()) {
            glide(0.1, 0.9);
            glide(0.9, 0.2);
            until(() -> heart.count() > 40);
            String said = "FX thread: " + heart;
            System.out.println(said);
            assertTrue(window.session().shown().isPreview(), "the drag moved nothing");
            assertTrue(heart.longestBut(Heartbeat.STRAYS, Beat::work) < Heartbeat.MOST_WORK_IN_MILLIS, said);
        } finally {
            robot.drop();
        }
    }

    /** From one place on the slider of conv2 to another. */
    private void glide(double from, double to) {
        int moves = 20;
        Point2D start = window.onTrack("conv2", from);
        Point2D end = window.onTrack("conv2", to);
        for (int move = 1; move <= moves; move++) {
            Point2D place = start.interpolate(end, (double) move / moves);
            WaitForAsyncUtils.waitForAsyncFx(60_000, () -> new Robot().mouseMove(place));
        }
        settled();
    }

    @Test
    void workAndWaitingAreSeen() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        try (Heartbeat heart = new Heartbeat()) {
            Platform.runLater(() -> {
                heart.knock();
                long end = clock.getCurrentThreadCpuTime() + 100_000_000;
                while (clock.getCurrentThreadCpuTime() < end) {
                    Thread.onSpinWait();
                }
            });
            settled();
            assertTrue(heart.longest(Beat::work) >= 100, heart::toString);
            Platform.runLater(() -> {
                heart.knock();
                WaitForAsyncUtils.sleep(200, TimeUnit.MILLISECONDS);
            });
            settled();
            assertTrue(heart.longest(Beat::millis) >= 200, heart::toString);
        }
    }
}
