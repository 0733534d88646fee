package org.espalier.ui.graph;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/** Keeps a layer as it is. */
final class LockButton extends ToggleButton {

    private final CardModel model;

    LockButton(CardModel model) {
        this.model = model;
        StyleClass.styled(this, StyleClass.LOCK);
        setTooltip(new Tooltip());
        setOnAction(event -> model.lock(isSelected()));
        model.locked().addListener((locked, before, now) -> mirror());
        mirror();
    }

    private void mirror() {
        boolean locked = model.locked().get();
        setSelected(locked);
        setGraphic(new FontIcon(locked ? MaterialDesignL.LOCK : MaterialDesignL.LOCK_OPEN_VARIANT_OUTLINE));
        getTooltip().setText(Text.of(locked ? "graph.unlock" : "graph.lock"));
        setAccessibleText(Text.of(locked ? "graph.lockedLayer" : "graph.lockLayer", model.name()));
    }
}
