package org.espalier.ui.graph;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.espalier.network.KindWords;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** What stands on a card that is large enough to be read. */
final class CardContent extends VBox {

    private static final double STRIP_HEIGHT = 9;

    private final CardModel model;
    private final Label count = label(StyleClass.LAYER_COUNT);
    private final Label units = label(StyleClass.LAYER_FACT);
    private @Nullable ShareControls controls;
    private @Nullable KeptStrip strip;

    CardContent(CardModel model) {
        super(4);
        this.model = model;
        setPadding(new Insets(5, 12, 5, 12));
        setAlignment(Pos.CENTER_LEFT);
        count.setMinWidth(Region.USE_PREF_SIZE);
        if (model.hasUnits()) {
            tall();
        } else {
            getChildren().add(line(name(), fact(facts()), count));
        }
        model.keptParameters().addListener((kept, before, now) -> showCount());
        showCount();
    }

    /** Slider, number and lock; null on a card without them. */
    @Nullable
    ShareControls controls() {
        return controls;
    }

    /**
     * Shows what would go.
     *
     * @param opacity of all but the words
     */
    void light(Glow now, double opacity) {
        showCount();
        if (strip != null) {
            strip.setOpacity(opacity);
            strip.point(now.made());
        }
        if (controls != null) {
            controls.setOpacity(opacity);
        }
    }

    private void tall() {
        units.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(line(name(), count), line(fact(facts()), units));
        if (model.isAdjustable()) {
            adjustable(new KeptStrip(model.units()));
        }
        addNote(model.note(), String.join(", ", model.partners()));
        addNote(model.reason(), model.reason());
    }

    private void adjustable(KeptStrip bars) {
        strip = bars;
        bars.setMinHeight(STRIP_HEIGHT);
        model.kept().addListener((kept, before, now) -> showKept(bars));
        model.keptWeights().addListener((weights, before, now) -> showKept(bars));
        showKept(bars);
        controls = new ShareControls(model);
        getChildren().addAll(bars, controls);
    }

    private void addNote(String sentence, String inFull) {
        if (!sentence.isEmpty()) {
            Label note = label(StyleClass.LAYER_NOTE);
            note.setText(sentence);
            note.setTooltip(wrapped(inFull));
            getChildren().add(note);
        }
    }

    private static Tooltip wrapped(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(CardSize.WIDTH);
        return tooltip;
    }

    private void showCount() {
        long all = model.allParameters();
        long kept = model.keptParameters().get();
        long going = model.glow().get().parameters();
        count.pseudoClassStateChanged(StyleClass.LIT, going > 0);
        if (going > 0) {
            count.setText(Text.of("graph.ghost.goes", Text.count(going), Text.count(all)));
        } else if (all > 0) {
            count.setText(kept == all ? Text.count(all) : Text.of("graph.ofAll", Text.count(all), Text.count(kept)));
        }
    }

    private void showKept(KeptStrip strip) {
        if (model.cutsWeights()) {
            double share = model.keptWeights().get();
            strip.show(share);
            units.setText(Text.of("graph.weightsKept", Percent.number(share)));
        } else {
            strip.show(model.kept().get());
            units.setText(Text.of(
                    "graph.unitsKept", Text.count(model.kept().get().cardinality()), Text.count(model.units())));
        }
    }

    private String facts() {
        return KindWords.of(model.layer()) + " · " + model.layer().output();
    }

    private Label name() {
        Label name = label(StyleClass.LAYER_NAME);
        name.setText(model.name());
        name.setTooltip(new Tooltip(model.name() + "\n" + LayerWords.details(model.layer())));
        return name;
    }

    private static Label fact(String text) {
        Label fact = label(StyleClass.LAYER_FACT);
        fact.setText(text);
        return fact;
    }

    private static Label label(StyleClass style) {
        Label label = StyleClass.styled(new Label(), style);
        label.setMinWidth(0);
        return label;
    }

    /** The last label stands at the right. */
    private static HBox line(Label... labels) {
        HBox line = new HBox(8);
        line.setAlignment(Pos.BASELINE_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        for (int i = 0; i < labels.length; i++) {
            if (i == labels.length - 1) {
                line.getChildren().add(space);
            }
            line.getChildren().add(labels[i]);
        }
        return line;
    }
}
