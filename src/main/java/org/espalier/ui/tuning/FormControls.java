package org.espalier.ui.tuning;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** What forms are made of: each control with its word, its tooltip and its name for a screen reader. */
final class FormControls {

    private FormControls() {}

    /** @param id names the control, as {@code tuning-ID}, and its texts, {@code tuning.ID} */
    static TextField field(String id) {
        TextField field = new TextField();
        field.setPrefColumnCount(7);
        describe(field, id);
        return field;
    }

    static <T> ChoiceBox<T> choice(T[] values, Function<T, String> name, String id) {
        ChoiceBox<T> box = new ChoiceBox<>();
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public @Nullable T fromString(String words) {
                return null;
            }
        });
        box.setMaxWidth(Double.MAX_VALUE);
        describe(box, id);
        return box;
    }

    private static void describe(Control control, String id) {
        control.setId("tuning-" + id);
        control.setTooltip(new Tooltip(Text.of("tuning." + id + ".tip")));
        control.setAccessibleText(Text.of("tuning." + id));
    }

    /** A grid of two columns of controls; grids of one form stand in line. */
    static void layOut(GridPane grid) {
        StyleClass.styled(grid, StyleClass.FORM_GRID);
        for (int pair = 0; pair < 2; pair++) {
            ColumnConstraints word = new ColumnConstraints();
            word.setPercentWidth(20);
            ColumnConstraints control = new ColumnConstraints();
            control.setPercentWidth(30);
            grid.getColumnConstraints().addAll(word, control);
        }
    }

    /** Two controls side by side, each behind its word. */
    static void row(GridPane grid, int row, Control left, Control right) {
        grid.addRow(row, label(left), place(left), label(right), place(right));
    }

    /** A control may stand in a place of its own. */
    private static Node place(Control control) {
        return control.getParent() == null ? control : control.getParent();
    }

    private static Node label(Control control) {
        Label label = new Label(control.getAccessibleText());
        label.setLabelFor(control);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTooltip(control.getTooltip());
        label.visibleProperty().bind(control.visibleProperty());
        label.managedProperty().bind(control.managedProperty());
        return label;
    }

    /** A sentence over the whole width. */
    static Label sentence(String words, StyleClass style) {
        Label label = StyleClass.styled(new Label(words), style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Marks an entry that cannot be, for whoever types to mend it at once. */
    static void mark(TextField field, boolean isWrong) {
        field.pseudoClassStateChanged(StyleClass.CORRECTED, isWrong);
        if (isWrong) {
            lead(field);
        }
    }

    /** Leads the keyboard to a field; what is typed takes the place of what stands there. */
    static void lead(TextField field) {
        field.requestFocus();
        field.selectAll();
    }
}
