package org.espalier.ui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** The system's dialogs for a file and for a folder; empty where the user gives up. */
class FileDialogs {

    Optional<Path> model(Window over) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Text.of("shell.choose-model"));
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(Text.of("shell.model-files"), "*.zip"),
                        new FileChooser.ExtensionFilter(Text.of("shell.all-files"), "*"));
        return path(chooser.showOpenDialog(over));
    }

    /** The dialog itself asks before a file is replaced. */
    Optional<Path> newModel(Window over, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Text.of("shell.choose-export"));
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(Text.of("shell.model-files"), "*.zip"));
        return path(chooser.showSaveDialog(over));
    }

    Optional<Path> dataFolder(Window over) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Text.of("shell.choose-data"));
        return path(chooser.showDialog(over));
    }

    private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
