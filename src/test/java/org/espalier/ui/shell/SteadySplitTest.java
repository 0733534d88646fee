package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
import static org.espalier.ui.shell.OpenedWindow.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SteadySplitTest {

    private final Region first = new Region();
    private SteadySplit split;
    private Stage stage;

    @Start
    void open(Stage shown) {
        stage = shown;
        split = new SteadySplit(first, new Region(), 0.36);
        stage.setScene(new Scene(split, 1000, 300));
        stage.show();
    }

    @Test
    void aLargerAndASmallerWindowIsSharedOutAsBefore() throws Exception {
        widen(2000);
        assertEquals(0.36, first.getWidth() / split.getWidth(), 0.01);
        widen(900);
        assertEquals(0.36, first.getWidth() / split.getWidth(), 0.01);
    }

    @Test
    void whereTheUserPutsTheDividerItStays() throws Exception {
        interact(() -> split.setDividerPositions(0.6));
        widen(2000);
        assertEquals(0.6, first.getWidth() / split.getWidth(), 0.01);
    }

    /** The display may take its time to. */
    private void widen(double width) throws Exception {
        double before = split.getWidth();
        interact(() -> stage.setWidth(width));
        until(() -> split.getWidth() != before && Math.abs(split.getWidth() - width) < 50);
    }
}
