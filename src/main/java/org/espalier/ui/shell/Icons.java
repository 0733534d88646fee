package org.espalier.ui.shell;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons that show an icon; their words are the tooltip and what screen readers say. */
final class Icons {

    private Icons() {}

    static <B extends ButtonBase> B iconOn(B button, Ikon icon, String words) {
        button.setGraphic(new FontIcon(icon));
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        return button;
    }
}
