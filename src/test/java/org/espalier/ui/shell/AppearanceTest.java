package org.espalier.ui.shell;

import static org.espalier.ui.WindowEvents.choose;
import static org.espalier.ui.shell.OpenedWindow.settled;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.espalier.measure.Evaluation;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Theme and language are changed with the mouse, and back. */
@ExtendWith(ApplicationExtension.class)
class AppearanceTest {

    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "article-cnn");
    }

    @AfterEach
    void close() {
        window.close();
        Text.use(Locale.ENGLISH);
    }

    @Test
    void theThemeChangesAndComesBack(FxRobot robot) throws Exception {
        window.untilMeasured();
        assertTrue(brightness() > 0.8, "light at first");
        robot.clickOn("#theme");
        settled();
        assertTrue(brightness() < 0.3, "dark");
        robot.clickOn("#theme");
        settled();
        assertTrue(brightness() > 0.8, "light again");
    }

    @Test
    void theLanguageChangesAndComesBackAndNothingIsLost(FxRobot robot) throws Exception {
        window.untilMeasured();
        robot.clickOn("#tab-sizes");
        assertEquals(
                List.of(), chinese().stream().filter(word -> !word.equals("中文")).toList());
        robot.clickOn("#language");
        until(() -> Text.language().equals(Locale.SIMPLIFIED_CHINESE));
        window.untilPlaced();
        List<String> words = chinese();
        for (String expected : List.of("打开", "参数量", "验证准确率", "测试准确率", "全部：单元", "大小", "文件字节数")) {
            assertTrue(words.contains(expected), expected + " is not among " + words);
        }
        assertTrue(words.stream().anyMatch(word -> word.contains("卷积")), "the cards speak it too");
        assertTrue(window.text("#headline-accuracy").contains("98.95"));
        robot.clickOn("#language");
        until(() -> Text.language().equals(Locale.ENGLISH));
        window.untilPlaced();
        assertFalse(chinese().contains("打开"));
    }

    @Test
    void theEnginesChoicesAreMadeWhereItsTimesAreTold(FxRobot robot) throws Exception {
        window.untilMeasured();
        window.untilEngineIsFree();
        until(() -> window.text("#engine").matches("[0-9.]+ (ms|s)"));
        choose(robot, "#engine", "Memory for kept activations", "64 MB");
        until(() -> window.session().experiment().cacheUse().budget() == 64L << 20);
        WaitForAsyncUtils.asyncFx(() -> window.session().preview("conv2", 0.5)).get();
        WaitForAsyncUtils.asyncFx(() -> window.session().commit()).get();
        window.untilComplete();
        assertEquals(0.97, window.session().shown().evaluation().accuracy(), 0.02);
    }

    /** What conv2 reads are 13 × 13 × 32 floats of each of 10,000 images: 216 MB. */
    @Test
    void whereActivationsDoNotFitIntoTheMemoryTheUserIsToldAndTheWindowGoesOn(FxRobot robot) throws Exception {
        window.untilMeasured();
        window.untilEngineIsFree();
        choose(robot, "#engine", "Memory for kept activations", "64 MB");
        until(() -> window.session().experiment().cacheUse().budget() == 64L << 20);
        for (double share : new double[] {0.25, 0.5}) {
            WaitForAsyncUtils.asyncFx(() -> window.session().preview("conv1", share))
                    .get();
            WaitForAsyncUtils.asyncFx(() -> window.session().commit()).get();
            window.untilComplete();
        }
        until(() -> window.text("#engine").endsWith("memory full"));
        Evaluation exact = window.session().shown().evaluation();
        assertEquals(10_000, exact.examples());
        assertTrue(window.session().experiment().cacheUse().bytes() <= 64L << 20);
    }

    /** All visible words with a Chinese character. */
    private List<String> chinese() {
        return window.scene().getRoot().lookupAll("*").stream()
                .filter(Node::isVisible)
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(words -> words != null && words.codePoints().anyMatch(Character::isIdeographic))
                .toList();
    }

    /** Of the toolbar's and the status bar's grounds, 0 to 1. */
    private double brightness() {
        WritableImage[] picture = new WritableImage[1];
        OpenedWindow.interact(() -> picture[0] = window.scene().snapshot(null));
        Color top = picture[0].getPixelReader().getColor(2, 5);
        Color bottom = picture[0].getPixelReader().getColor(2, (int) picture[0].getHeight() - 3);
        return (top.getBrightness() + bottom.getBrightness()) / 2;
    }
}
