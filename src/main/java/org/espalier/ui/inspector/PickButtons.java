package org.espalier.ui.inspector;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.espalier.pruning.Pick;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** Remove, keep, and as ranked: as buttons, and as a menu. */
final class PickButtons extends HBox {

    /** A command, its icon and its key in the bundles. */
    private record Choice(Pick pick, Ikon icon, String key) {
        private static final List<Choice> ALL = List.of(
                new Choice(Pick.REMOVED, MaterialDesignC.CLOSE_THICK, "inspector.pick.remove"),
                new Choice(Pick.KEPT, MaterialDesignL.LOCK, "inspector.pick.keep"),
                new Choice(Pick.RANKED, MaterialDesignS.SORT_VARIANT, "inspector.pick.ranked"));
    }

    PickButtons(Consumer<Pick> pick) {
        super(2);
        setAlignment(Pos.CENTER_RIGHT);
        for (Choice choice : Choice.ALL) {
            Button button = StyleClass.styled(
                    new Button("", new FontIcon(choice.icon())),
                    StyleClass.BUTTON_ICON,
                    StyleClass.FLAT,
                    StyleClass.SMALL);
            button.setId("pick-" + choice.pick().name().toLowerCase(Locale.ROOT));
            button.setTooltip(new Tooltip(Text.of(choice.key())));
            button.setAccessibleText(Text.of(choice.key()));
            // The tiles keep the focus, so that keys go on from there.
            button.setFocusTraversable(false);
            button.setOnAction(event -> pick.accept(choice.pick()));
            getChildren().add(button);
        }
    }

    static ContextMenu menu(Consumer<Pick> pick) {
        ContextMenu menu = new ContextMenu();
        for (Choice choice : Choice.ALL) {
            MenuItem item = new MenuItem(Text.of(choice.key()), new FontIcon(choice.icon()));
            item.setOnAction(event -> pick.accept(choice.pick()));
            menu.getItems().add(item);
        }
        return menu;
    }
}
