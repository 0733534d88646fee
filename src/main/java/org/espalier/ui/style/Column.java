package org.espalier.ui.style;

import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.TableColumn;
import org.espalier.text.Text;

/** A column of a table that is read, not sorted or rearranged. */
public final class Column {

    private Column() {}

    /**
     * Words, on the left.
     *
     * @param key of its heading
     * @param width in pixels, before the table's width is shared out
     */
    public static <L> TableColumn<L, String> words(String key, double width, Function<L, String> text) {
        TableColumn<L, String> column = new TableColumn<>(Text.of(key));
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    /** Numbers, on the right. */
    public static <L> TableColumn<L, String> numbers(String key, double width, Function<L, String> text) {
        TableColumn<L, String> column = words(key, width, text);
        column.getStyleClass().add(StyleClass.NUMBER_CELL.css());
        return column;
    }
}
