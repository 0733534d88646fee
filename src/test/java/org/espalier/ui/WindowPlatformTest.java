package org.espalier.ui;

import static org.espalier.ui.WindowEvents.settled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Windows open, draw text and take clicks on the platform that the build chose: an X display, or off the screen. */
@ExtendWith(ApplicationExtension.class)
class WindowPlatformTest {

    private Button button;

    @Start
    void open(Stage stage) {
        button = new Button(" ");
        button.setOnAction(event -> button.setText("剪"));
        button.setMinSize(100, 50);
        stage.setScene(new Scene(button, 100, 50));
        stage.show();
    }

    @Test
    void aClickArrivesAndItsTextIsDrawn(FxRobot robot) {
        robot.clickOn(button);
        settled();
        assertEquals("剪", button.getText());
        Image withText = picture();
        robot.interact(() -> button.setText(" "));
        assertTrue(differentPixels(withText, picture()) > 20, "no text was drawn");
    }

    private Image picture() {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> button.snapshot(null, null));
    }

    private static int differentPixels(Image one, Image other) {
        int different = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
                    different++;
                }
            }
        }
        return different;
    }
}
