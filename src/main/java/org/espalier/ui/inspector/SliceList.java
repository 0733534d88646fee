package org.espalier.ui.inspector;

import javafx.geometry.Insets;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.espalier.ui.style.StyleClass;

/**
 * What goes with the units that are meant, and why. It follows the mouse, so its texts stay the same nodes, and are no
 * labels: those measure a long text many times over.
 */
final class SliceList extends ScrollPane {

    /** Right of the text, for the scroll bar's sake. */
    private static final double EDGE = 8;

    private final Text sentence = StyleClass.styled(new Text(), StyleClass.SLICE_SENTENCE);
    private final Text slices = StyleClass.styled(new Text(), StyleClass.SLICE_LINES);
    private final Text why = StyleClass.styled(new Text(), StyleClass.SLICE_TITLE);
    private final Text reasons = StyleClass.styled(new Text(), StyleClass.SLICE_LINES);

    SliceList() {
        VBox texts = new VBox(4, sentence, slices, why, reasons);
        texts.setPadding(new Insets(0, EDGE, 0, 0));
        setContent(texts);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setId("slices");
        viewportBoundsProperty().addListener((bounds, before, now) -> wrap(now.getWidth() - EDGE));
    }

    void show(SliceLines now) {
        set(sentence, now.sentence());
        set(slices, now.slices());
        set(why, now.reasons().isEmpty() ? "" : org.espalier.text.Text.of("inspector.why"));
        set(reasons, now.reasons());
        setVvalue(0);
    }

    private void wrap(double width) {
        for (Text text : new Text[] {sentence, slices, why, reasons}) {
            text.setWrappingWidth(Math.max(0, width));
        }
    }

    private static void set(Text text, String words) {
        text.setText(words);
        text.setVisible(!words.isEmpty());
        text.setManaged(!words.isEmpty());
    }
}
