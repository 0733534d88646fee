package org.espalier.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.robot.Robot;
import org.testfx.util.WaitForAsyncUtils;

/** Waiting for what a test's mouse and keys set going. */
public final class WindowEvents {

    private static final int PATIENCE_IN_SECONDS = 30;

    private WindowEvents() {}

    /**
     * Returns once everything that was pressed and moved so far was handled.
     *
     * <p>A real display takes input in and hands it out as events some time later, on a busy machine a long time.
     * Asking it where the pointer is needs an answer from it, and that answer comes behind those events.
     */
    public static void settled() {
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE_IN_SECONDS * 1_000L, () -> new Robot().getMousePosition());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Waits for a condition that is asked on the JavaFX thread, then for what still stands in the queue. */
    public static void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(
                PATIENCE_IN_SECONDS,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(holds).get());
        settled();
    }
}
