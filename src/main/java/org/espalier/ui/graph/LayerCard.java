package org.espalier.ui.graph;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** The card of one layer. It builds what it shows when it is seen for the first time. */
final class LayerCard extends StackPane {

    /** Opacity of what steps back: to be seen, but not first. */
    private static final double STEPPED_BACK = 0.35;
    /** Opacity at which the large name of an overview is still read with ease. */
    private static final double LEGIBLE = 0.6;

    private final CardModel model;
    private final Region edge = StyleClass.styled(new Region(), StyleClass.CARD_EDGE);
    private @Nullable CardContent content;
    private @Nullable CardOverview overview;
    private @Nullable GlowMarks marks;

    LayerCard(CardModel model) {
        this.model = model;
        StyleClass.styled(this, StyleClass.CARD, model.kind().style());
        double height = CardSize.height(model);
        setMinSize(CardSize.WIDTH, height);
        setPrefSize(CardSize.WIDTH, height);
        setMaxSize(CardSize.WIDTH, height);
        edge.setManaged(false);
        getChildren().add(edge);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText(words());
        model.selected().addListener((selected, before, now) -> mirror(now));
        mirror(model.selected().get());
        model.glow().addListener((glow, before, now) -> {
            // A card out of sight takes it up when it is shown.
            if (isVisible()) {
                glow();
            }
        });
    }

    CardModel model() {
        return model;
    }

    /** Shows everything, or only name and kept share. */
    void show(boolean detailed) {
        if (detailed && content == null) {
            content = new CardContent(model);
            getChildren().add(content);
        } else if (!detailed && overview == null) {
            overview = new CardOverview(model);
            getChildren().add(overview);
        }
        if (marks != null) {
            marks.toFront();
        }
        if (content != null) {
            content.setVisible(detailed);
        }
        if (overview != null) {
            overview.setVisible(!detailed);
        }
        glow();
    }

    /** The first control, for the keyboard; null where there is none. */
    @Nullable
    Node entry() {
        ShareControls controls = content == null ? null : content.controls();
        return controls == null ? null : controls.entry();
    }

    /** The last control, for the keyboard; null where there is none. */
    @Nullable
    Node exit() {
        ShareControls controls = content == null ? null : content.controls();
        return controls == null ? null : controls.exit();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        edge.resizeRelocate(0, 0, 6, getHeight());
        if (marks != null) {
            marks.resizeRelocate(0, 0, getWidth(), getHeight());
        }
    }

    /** Marks what would go; where that is elsewhere, all but the words steps back. */
    private void glow() {
        Glow glow = model.glow().get();
        double strength = glow.stepsBack() ? STEPPED_BACK : 1;
        edge.setOpacity(strength);
        if (content != null) {
            content.light(glow, strength);
        }
        if (overview != null) {
            overview.setOpacity(Math.max(strength, LEGIBLE));
        }
        if (marks == null && glow.isLit()) {
            marks = new GlowMarks();
            getChildren().add(marks);
        }
        if (marks != null) {
            marks.setVisible(glow.isLit());
            marks.show(glow, content != null && content.isVisible());
        }
        setAccessibleText(words());
    }

    private String words() {
        Glow glow = model.glow().get();
        String words = model.name() + ", " + LayerWords.details(model.layer());
        return glow.isLit() ? words + ", " + Text.of("graph.ghost.loses", Text.count(glow.parameters())) : words;
    }

    private void mirror(boolean selected) {
        pseudoClassStateChanged(StyleClass.CHOSEN, selected);
    }
}
