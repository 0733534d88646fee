package org.espalier.ui.inspector;

import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** What goes with the units that are meant, and why. Its labels stay the same ones: it follows the mouse. */
final class SliceList extends ScrollPane {

    private final Label sentence = label(StyleClass.SLICE_SENTENCE);
    private final Label slices = label(StyleClass.SLICE_LINES);
    private final Label why = label(StyleClass.SLICE_TITLE);
    private final Label reasons = label(StyleClass.SLICE_LINES);

    SliceList() {
        VBox lines = new VBox(4, sentence, slices, why, reasons);
        lines.setPadding(new Insets(0, 8, 0, 0));
        setContent(lines);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setId("slices");
    }

    void show(SliceLines now) {
        set(sentence, now.sentence());
        set(slices, now.slices());
        set(why, now.reasons().isEmpty() ? "" : Text.of("inspector.why"));
        set(reasons, now.reasons());
        setVvalue(0);
    }

    private static void set(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private static Label label(StyleClass style) {
        Label label = StyleClass.styled(new Label(), style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
