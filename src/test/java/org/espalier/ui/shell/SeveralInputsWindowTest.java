package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import javafx.stage.Stage;
import org.espalier.data.DataSets;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.SeveralInputs;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A network with two inputs, which both take the image, in the window. */
@ExtendWith(ApplicationExtension.class)
class SeveralInputsWindowTest {

    private OpenedWindow window;

    @Start
    void open(Stage stage) {
        Text.use(Locale.ENGLISH);
        window = new OpenedWindow(stage, "lenet-300-100");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void bothInputsAreCardsAndASliderIsFollowedByItsNumber(FxRobot robot, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("digits.zip");
        ModelFile.write(SeveralInputs.digits().engine(), file);
        window.untilMeasured();
        interact(() -> window.session().open(new ModelSource.File(file), () -> DataSets.embedded("mnist")));
        OpenedWindow.until(() -> window.hasSlider("dense2") && window.session().dense() != null);
        window.untilPlaced();
        window.untilComplete();
        for (String input : new String[] {"image", "a", "b"}) {
            assertTrue(window.session().structure().graph().has(input), input);
        }

        robot.clickOn(window.onTrack("dense2", 0.5));

        OpenedWindow.until(() -> !window.session().shown().isPreview()
                && window.session().shown().state().mask().silencesUnits());
        window.untilComplete();
        Evaluation known = window.session().shown().evaluation();
        assertNotNull(known);
        assertEquals(10_000, known.examples());
        OpenForm.pictureBehind(window, "several-inputs");
    }
}
