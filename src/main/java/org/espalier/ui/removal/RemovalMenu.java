package org.espalier.ui.removal;

import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.VBox;
import org.espalier.pruning.LayerRemoval;
import org.espalier.text.Text;
import org.espalier.ui.removal.RemovalChoices.Choice;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a layer can go as a whole, to choose from. The one that mouse or keys are on is previewed.
 */
public final class RemovalMenu extends ContextMenu {

    /** At most, with what stands around the words. */
    public static final double WIDTH = 440;

    private static final double AROUND = 40;

    private final RemovalCommands commands;
    private Optional<LayerRemoval> looked = Optional.empty();

    public RemovalMenu(RemovalChoices choices, RemovalCommands commands) {
        this.commands = commands;
        setId("removal-menu");
        getStyleClass().add(StyleClass.REMOVALS.css());
        getItems().add(title(choices));
        choices.choices().forEach(choice -> getItems().add(item(choice)));
        // Keys would go on to what the menu was opened from.
        setOnShown(event -> getSkin().getNode().requestFocus());
        setOnHidden(event -> look(Optional.empty()));
    }

    /** Keys pass over it, as over all that separates. */
    private static MenuItem title(RemovalChoices choices) {
        String words = choices.obstacle().isEmpty() ? Text.of("removal.title", choices.layer()) : choices.obstacle();
        SeparatorMenuItem title = new SeparatorMenuItem();
        // The menu asks for a width on one line; a box around the label asks for no more than the label may have.
        title.setContent(new VBox(wrapped(words, StyleClass.REMOVAL_TITLE)));
        return title;
    }

    private CustomMenuItem item(Choice choice) {
        VBox lines = new VBox(
                2,
                wrapped(choice.offer(), StyleClass.REMOVAL_OFFER),
                wrapped(choice.saved(), StyleClass.REMOVAL_SAVED));
        CustomMenuItem item = new CustomMenuItem(lines);
        item.setId("removal-" + choice.removal().kind().name().toLowerCase(Locale.ROOT));
        item.setOnAction(event -> take(choice.removal()));
        // What holds the item in the menu has the focus while mouse or keys are on it.
        ChangeListener<Boolean> focus = (focused, before, now) -> {
            if (now) {
                look(Optional.of(choice.removal()));
            }
        };
        lines.parentProperty().addListener((parent, before, now) -> follow(before, now, focus));
        return item;
    }

    private static void follow(@Nullable Parent before, @Nullable Parent now, ChangeListener<Boolean> focus) {
        if (before != null) {
            before.focusedProperty().removeListener(focus);
        }
        if (now != null) {
            now.focusedProperty().addListener(focus);
        }
    }

    private static Node wrapped(String words, StyleClass style) {
        Label label = StyleClass.styled(new Label(words), style);
        label.setWrapText(true);
        label.setMaxWidth(WIDTH - AROUND);
        return label;
    }

    private void look(Optional<LayerRemoval> now) {
        if (!now.equals(looked)) {
            looked = now;
            now.ifPresentOrElse(commands::preview, commands::abandon);
        }
    }

    private void take(LayerRemoval removal) {
        looked = Optional.empty();
        commands.take(removal);
    }
}
