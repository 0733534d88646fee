package org.espalier.ui.graph;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.espalier.ui.style.StyleClass;

/** What stands on a card seen from afar: its name, filled as far as it keeps its parameters. */
final class CardOverview extends Region {

    private final CardModel model;
    private final Region fill = StyleClass.styled(new Region(), StyleClass.CARD_OVERVIEW_FILL);
    private final Label name;

    CardOverview(CardModel model) {
        this.model = model;
        name = StyleClass.styled(new Label(model.name()), StyleClass.CARD_OVERVIEW_NAME);
        StyleClass.styled(this, StyleClass.CARD_OVERVIEW);
        getChildren().addAll(fill, name);
        model.keptParameters().addListener((kept, before, now) -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        fill.resizeRelocate(0, 0, getWidth() * keptShare(), getHeight());
        double high = name.prefHeight(-1);
        double wide = Math.min(getWidth() - 24, name.prefWidth(-1));
        name.resizeRelocate(14, (getHeight() - high) / 2, wide, high);
    }

    private double keptShare() {
        return model.allParameters() == 0 ? 1 : (double) model.keptParameters().get() / model.allParameters();
    }
}
