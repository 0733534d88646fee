package org.espalier.ui.tuning;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.text.TypedNumber;
import org.espalier.training.Distillation;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Entry;
import org.espalier.training.TuningChoice.Method;
import org.espalier.training.TuningChoice.Schedule;
import org.espalier.training.TuningChoice.Start;
import org.jspecify.annotations.Nullable;

/** The entries that say how a training goes. */
final class TuningEntries extends GridPane {

    private final Map<Entry, TextField> fields = new EnumMap<>(Entry.class);
    private final ChoiceBox<Schedule> schedule =
            FormControls.choice(Schedule.values(), TuningEntries::nameOf, "schedule");
    private final ChoiceBox<Method> method = FormControls.choice(Method.values(), TuningEntries::nameOf, "method");
    private final Start[] starts;
    private final ChoiceBox<Start> start;
    /** Has the mouse's events while what stands in it is disabled, which has none. */
    private final StackPane startPlace;

    private final Tooltip whyFresh = new Tooltip(Text.of("tuning.start.lottery.tip"));
    private @Nullable Start wanted;
    private final ChoiceBox<Teacher> teacher = FormControls.choice(Teacher.values(), TuningEntries::nameOf, "teacher");
    private final TextField temperature = FormControls.field("temperature");
    private final TextField teacherWeight = FormControls.field("teacher-weight");

    /** Whose answers are learned from. */
    private enum Teacher {
        LABELS,
        DENSE_TOO
    }

    /** @param starts that can be chosen, the usual one first */
    TuningEntries(Start... starts) {
        this.starts = starts.clone();
        start = FormControls.choice(starts, TuningEntries::nameOf, "start");
        startPlace = new StackPane(start);
        FormControls.layOut(this);
        FormControls.row(this, 0, field(Entry.EPOCHS), field(Entry.BATCH));
        FormControls.row(this, 1, method, field(Entry.RATE));
        FormControls.row(this, 2, schedule, field(Entry.WEIGHT_DECAY));
        FormControls.row(this, 3, field(Entry.PATIENCE), field(Entry.SEED));
        FormControls.row(this, 4, start, teacher);
        FormControls.row(this, 5, temperature, teacherWeight);
        // Without a teacher nobody is asked how it teaches.
        for (TextField field : new TextField[] {temperature, teacherWeight}) {
            field.visibleProperty().bind(teacher.valueProperty().isEqualTo(Teacher.DENSE_TOO));
            field.managedProperty().bind(field.visibleProperty());
        }
        method.valueProperty().addListener((choice, before, now) -> followRate(before, now));
    }

    private TextField field(Entry entry) {
        TextField field =
                FormControls.field(entry.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put(entry, field);
        return field;
    }

    /** Where the rate is the usual one of the method before, it becomes that of the other. */
    private void followRate(@Nullable Method before, @Nullable Method now) {
        TextField rate = fields.get(Entry.RATE);
        if (before != null && now != null && rate != null && isUsual(before, rate.getText())) {
            rate.setText(plain(now.usualRate()));
        }
    }

    /** However it is written: 0,001 and 1e-3 are the usual rate of Adam as well. */
    private static boolean isUsual(Method method, String typed) {
        try {
            double rate = TypedNumber.decimal(TuningChoice.keyOf(Entry.RATE), typed, 0, Double.MAX_VALUE);
            return rate == method.usualRate();
        } catch (Refused noRate) {
            return false;
        }
    }

    /** Where the weights are fresh ones whatever is wanted, as those of a lottery ticket are, there is no choice. */
    void startFresh(boolean always) {
        if (always == start.isDisabled()) {
            return;
        }
        start.setDisable(always);
        if (always) {
            wanted = start.getValue();
            start.getItems().setAll(Start.FRESH);
            start.setValue(Start.FRESH);
            Tooltip.install(startPlace, whyFresh);
        } else {
            start.getItems().setAll(starts);
            start.setValue(wanted);
            Tooltip.uninstall(startPlace, whyFresh);
        }
    }

    /** Shows how it was last chosen to go. */
    void show(TuningChoice last) {
        startFresh(false);
        method.setValue(last.method());
        set(Entry.EPOCHS, Integer.toString(last.epochs()));
        set(Entry.RATE, plain(last.rate()));
        set(Entry.BATCH, Integer.toString(last.batch()));
        set(Entry.WEIGHT_DECAY, plain(last.weightDecay()));
        set(Entry.PATIENCE, Integer.toString(last.patience()));
        set(Entry.SEED, Long.toString(last.seed()));
        schedule.setValue(last.schedule());
        boolean isOffered = start.getItems().contains(last.start());
        start.setValue(isOffered ? last.start() : start.getItems().get(0));
        Distillation taught = last.distillation();
        teacher.setValue(taught == null ? Teacher.LABELS : Teacher.DENSE_TOO);
        temperature.setText(plain(taught == null ? Distillation.USUAL.temperature() : taught.temperature()));
        teacherWeight.setText(plain(taught == null ? Distillation.USUAL.weight() : taught.weight()));
    }

    /** Gives the keyboard to the number of epochs, for another to be typed at once. */
    void begin() {
        TextField epochs = fields.get(Entry.EPOCHS);
        if (epochs != null) {
            FormControls.lead(epochs);
        }
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

    /** Runs something whenever an entry is changed. */
    void onChange(Runnable changed) {
        fields.values().forEach(field -> field.textProperty().addListener((text, before, now) -> changed.run()));
        temperature.textProperty().addListener((text, before, now) -> changed.run());
        teacherWeight.textProperty().addListener((text, before, now) -> changed.run());
        teacher.valueProperty().addListener((choice, before, now) -> changed.run());
    }

    /** @throws Refused with a sentence on the first entry that cannot be, see {@link #mark} */
    TuningChoice read() throws Refused {
        Map<Entry, String> typed = new EnumMap<>(Entry.class);
        fields.forEach((entry, field) -> typed.put(entry, field.getText()));
        TuningChoice choice = TuningChoice.read(typed, schedule.getValue(), method.getValue());
        return choice.with(start.getValue()).with(taught());
    }

    private @Nullable Distillation taught() throws Refused {
        return teacher.getValue() == Teacher.DENSE_TOO
                ? Distillation.read(temperature.getText(), teacherWeight.getText())
                : null;
    }

    /** Marks the entry that was refused; none where it was something else, or nothing. */
    void mark(@Nullable Refused wrong) {
        String key = wrong == null ? "" : wrong.key();
        fields.forEach((entry, field) -> FormControls.mark(field, key.equals(TuningChoice.keyOf(entry))));
        FormControls.mark(temperature, key.equals("training.distillation.temperature"));
        FormControls.mark(teacherWeight, key.equals("training.distillation.weight"));
    }

    private static String nameOf(Start start) {
        return switch (start) {
            case INHERITED -> Text.of("tuning.start.inherited");
            case FRESH -> Text.of("tuning.start.fresh");
            case BOTH -> Text.of("tuning.start.both");
        };
    }

    private static String nameOf(Teacher teacher) {
        return switch (teacher) {
            case LABELS -> Text.of("tuning.teacher.labels");
            case DENSE_TOO -> Text.of("tuning.teacher.dense");
        };
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
