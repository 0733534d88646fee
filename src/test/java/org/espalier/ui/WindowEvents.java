package org.espalier.ui;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

/** Waiting for what a test's mouse and keys set going. */
public final class WindowEvents {

    /** Only where something fails: a machine may stand still for a while, and a training takes its time on a busy one. */
    private static final int PATIENCE_IN_SECONDS = 240;

    private WindowEvents() {}

    /**
     * Returns once everything that was pressed and moved so far was handled, and all stands where it belongs.
     *
     * <p>A real display takes input in and hands it out as events some time later, on a busy machine a long time.
     * Asking it where the pointer is needs an answer from it, and that answer comes behind those events. The next frame
     * may be as late; the places of controls do not wait for it.
     */
    public static void settled() {
        onFxThread(() -> new Robot().getMousePosition());
        WaitForAsyncUtils.waitForFxEvents(1);
        onFxThread(WindowEvents::layOut);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Does something on the JavaFX thread, and waits for what comes of it. */
    public static void interact(Runnable action) {
        onFxThread(action);
        settled();
    }

    /** Waits for a condition that is asked on the JavaFX thread, then for what still stands in the queue. */
    public static void until(Callable<Boolean> holds) throws Exception {
        WaitForAsyncUtils.waitFor(
                PATIENCE_IN_SECONDS,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(holds).get());
        settled();
    }

    /**
     * Does with mouse and keys what must not be torn apart: the window hears of nothing before all of it was done, so that
     * no double click becomes two clicks, and no pause comes between keys, however slow the machine is.
     */
    public static void atOnce(Consumer<Robot> hands) {
        interact(() -> {
            Robot robot = new Robot();
            hands.accept(robot);
            robot.getMousePosition();
        });
    }

    /** Clicks on something that comes up, such as a menu's item, once it is there; by its words or id. */
    public static void clickOnceShown(FxRobot robot, String query) throws Exception {
        until(() -> isShown(robot, query));
        // Not across another submenu, which would open instead.
        robot.clickOn(query, Motion.HORIZONTAL_FIRST);
        settled();
    }

    /** Opens a menu by its id, and chooses one item after the other, each once it is there. */
    public static void choose(FxRobot robot, String menu, String... items) throws Exception {
        robot.clickOn(menu);
        for (String item : items) {
            clickOnceShown(robot, item);
        }
    }

    private static boolean isShown(FxRobot robot, String query) {
        return robot.lookup(query)
                .<Node>tryQuery()
                .map(Node::getScene)
                .map(Scene::getWindow)
                .filter(Window::isShowing)
                .isPresent();
    }

    private static void layOut() {
        for (Window window : List.copyOf(Window.getWindows())) {
            if (window.getScene() != null) {
                window.getScene().getRoot().applyCss();
                window.getScene().getRoot().layout();
            }
        }
    }

    private static void onFxThread(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(PATIENCE_IN_SECONDS * 1_000L, action);
    }
}
