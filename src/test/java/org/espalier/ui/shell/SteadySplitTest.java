package org.espalier.ui.shell;

import static org.espalier.ui.shell.OpenedWindow.interact;
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
    void aLargerAndASmallerWindowIsSharedOutAsBefore() {
        interact(() -> stage.setWidth(2000));
        assertEquals(0.36, first.getWidth() / split.getWidth(), 0.01);
        interact(() -> stage.setWidth(900));
        assertEquals(0.36, first.getWidth() / split.getWidth(), 0.01);
    }

    @Test
    void whereTheUserPutsTheDividerItStays() {
        interact(() -> split.setDividerPositions(0.6));
        interact(() -> stage.setWidth(2000));
        assertEquals(0.6, first.getWidth() / split.getWidth(), 0.01);
    }
}
