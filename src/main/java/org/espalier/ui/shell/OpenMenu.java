package org.espalier.ui.shell;

import java.nio.file.Path;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.espalier.network.ModelSource;
import org.espalier.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/** A model file, one of the examples, or a file of before. */
final class OpenMenu extends MenuButton {

    private final ShellCommands commands;

    OpenMenu(ShellCommands commands) {
        super(Text.of("shell.tools.open"), new FontIcon(MaterialDesignF.FOLDER_OPEN_OUTLINE));
        this.commands = commands;
        setId("open");
        setOnShowing(event -> fill());
        fill();
    }

    private void fill() {
        MenuItem file = item(Text.of("shell.tools.open-file"), commands::openModelFile);
        file.setAccelerator(KeyCombination.valueOf("Shortcut+O"));
        getItems().setAll(file, new SeparatorMenuItem());
        for (String demo : ModelSource.DEMOS) {
            getItems().add(item(Text.of("shell.tools.example", demo), () -> commands.openDemo(demo)));
        }
        if (!commands.recent().isEmpty()) {
            getItems().add(new SeparatorMenuItem());
        }
        int number = 1;
        for (String recent : commands.recent()) {
            Path path = Path.of(recent);
            MenuItem again = item(String.valueOf(path.getFileName()), () -> commands.openModel(path));
            again.setAccelerator(KeyCombination.valueOf("Shortcut+" + number++));
            getItems().add(again);
        }
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }
}
