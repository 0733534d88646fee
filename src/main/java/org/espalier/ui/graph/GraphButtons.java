package org.espalier.ui.graph;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;

/** Fit, larger, smaller and 100 %, one above the other, in a corner of the graph. */
final class GraphButtons extends VBox {

    GraphButtons(GraphView graph) {
        StyleClass.styled(this, StyleClass.GRAPH_BUTTONS);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren()
                .setAll(
                        button(MaterialDesignF.FIT_TO_PAGE_OUTLINE, "graph.fit", graph::fit),
                        button(MaterialDesignM.MAGNIFY_PLUS_OUTLINE, "graph.larger", () -> graph.zoom(GraphView.STEP)),
                        button(
                                MaterialDesignM.MAGNIFY_MINUS_OUTLINE,
                                "graph.smaller",
                                () -> graph.zoom(1 / GraphView.STEP)),
                        button(MaterialDesignN.NUMERIC_1_BOX_OUTLINE, "graph.actualSize", graph::actualSize));
    }

    private static Button button(Ikon icon, String key, Runnable action) {
        Button button = StyleClass.styled(
                new Button("", new FontIcon(icon)), StyleClass.BUTTON_ICON, StyleClass.FLAT, StyleClass.SMALL);
        button.setTooltip(new Tooltip(Text.of(key)));
        button.setAccessibleText(Text.of(key));
        button.setOnAction(event -> action.run());
        button.setFocusTraversable(false);
        return button;
    }
}
