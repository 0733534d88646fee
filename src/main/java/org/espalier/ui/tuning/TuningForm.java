package org.espalier.ui.tuning;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Entry;
import org.espalier.training.TuningChoice.Method;
import org.espalier.training.TuningChoice.Schedule;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** How fine-tuning is to go. Enter starts it; an entry that cannot be is marked, and a sentence says what it may be. */
final class TuningForm extends VBox {

    private final Map<Entry, TextField> fields = new EnumMap<>(Entry.class);
    private final ChoiceBox<Schedule> schedule = choice(Schedule.values(), TuningForm::nameOf, "schedule");
    private final ChoiceBox<Method> method = choice(Method.values(), TuningForm::nameOf, "method");
    private final Label complaint = StyleClass.styled(new Label(), StyleClass.FORM_COMPLAINT);
    private final Consumer<TuningChoice> start;

    /** @param start takes what was chosen */
    TuningForm(TuningChoice last, Consumer<TuningChoice> start) {
        this.start = start;
        GridPane grid = StyleClass.styled(new GridPane(), StyleClass.FORM_GRID);
        row(grid, 0, field(Entry.EPOCHS), field(Entry.BATCH));
        row(grid, 1, method, field(Entry.RATE));
        row(grid, 2, schedule, field(Entry.WEIGHT_DECAY));
        row(grid, 3, field(Entry.PATIENCE), field(Entry.SEED));
        Label what = StyleClass.styled(new Label(Text.of("tuning.what")), StyleClass.FORM_REMARK);
        for (Label words : new Label[] {what, complaint}) {
            words.setWrapText(true);
            words.setMinHeight(USE_PREF_SIZE);
        }
        complaint.setId("tuning-complaint");
        complaint.managedProperty().bind(complaint.visibleProperty());
        Button go = new Button(Text.of("tuning.start"));
        go.setId("tuning-start");
        go.setDefaultButton(true);
        go.setOnAction(event -> read());
        HBox end = new HBox(go);
        end.setAlignment(Pos.CENTER_RIGHT);
        StyleClass.styled(this, StyleClass.FORM);
        getChildren().setAll(what, grid, complaint, end);
        setId("tuning-form");
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                read();
                event.consume();
            }
        });
        show(last);
        method.valueProperty().addListener((choice, before, now) -> followRate(before, now));
    }

    /** Where the rate is the usual one of the method before, it becomes that of the other. */
    private void followRate(@Nullable Method before, @Nullable Method now) {
        TextField rate = fields.get(Entry.RATE);
        if (before != null && now != null && rate != null && rate.getText().equals(plain(before.usualRate()))) {
            rate.setText(plain(now.usualRate()));
        }
    }

    private void show(TuningChoice last) {
        set(Entry.EPOCHS, Integer.toString(last.epochs()));
        set(Entry.RATE, plain(last.rate()));
        set(Entry.BATCH, Integer.toString(last.batch()));
        set(Entry.WEIGHT_DECAY, plain(last.weightDecay()));
        set(Entry.PATIENCE, Integer.toString(last.patience()));
        set(Entry.SEED, Long.toString(last.seed()));
        schedule.setValue(last.schedule());
        method.setValue(last.method());
        complain("");
    }

    private void set(Entry entry, String words) {
        TextField field = fields.get(entry);
        if (field != null) {
            field.setText(words);
        }
    }

    /** As it can be typed again: 0.001, 5e-5. */
    private static String plain(double number) {
        String words =
                number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
        return words.toLowerCase(Locale.ROOT).replace(".0e", "e");
    }

    private void read() {
        Map<Entry, String> typed = new EnumMap<>(Entry.class);
        fields.forEach((entry, field) -> {
            typed.put(entry, field.getText());
            field.pseudoClassStateChanged(StyleClass.CORRECTED, false);
        });
        try {
            TuningChoice choice = TuningChoice.read(typed, schedule.getValue(), method.getValue());
            complain("");
            start.accept(choice);
        } catch (Refused wrong) {
            complain(wrong.sentence());
            fields.forEach((entry, field) -> {
                if (wrong.key().equals(TuningChoice.keyOf(entry))) {
                    field.pseudoClassStateChanged(StyleClass.CORRECTED, true);
                    field.requestFocus();
                    field.selectAll();
                }
            });
        }
    }

    private void complain(String sentence) {
        complaint.setText(sentence);
        complaint.setVisible(!sentence.isEmpty());
    }

    private TextField field(Entry entry) {
        TextField field = new TextField();
        field.setPrefColumnCount(7);
        fields.put(entry, field);
        describe(field, idOf(entry));
        return field;
    }

    private static <T> ChoiceBox<T> choice(T[] values, Function<T, String> name, String id) {
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

    private static String idOf(Entry entry) {
        return entry.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void row(GridPane grid, int row, Control left, Control right) {
        grid.addRow(row, label(left), left, label(right), right);
    }

    private static Node label(Control control) {
        Label label = new Label(control.getAccessibleText());
        label.setLabelFor(control);
        label.setMinWidth(USE_PREF_SIZE);
        label.setTooltip(control.getTooltip());
        return label;
    }

    private static String nameOf(Schedule schedule) {
        return switch (schedule) {
            case CONSTANT -> Text.of("tuning.schedule.constant");
            case COSINE -> Text.of("tuning.schedule.cosine");
            case STEPS -> Text.of("tuning.schedule.steps");
        };
    }

    private static String nameOf(Method method) {
        return switch (method) {
            case SGD -> Text.of("tuning.method.sgd");
            case NESTEROV -> Text.of("tuning.method.nesterov");
            case ADAM -> Text.of("tuning.method.adam");
            case ADAMW -> Text.of("tuning.method.adamw");
        };
    }
}
