package org.espalier.ui.tuning;

import java.util.function.Consumer;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Start;
import org.jspecify.annotations.Nullable;

/** How fine-tuning is to go. */
final class TuningForm extends TrainingForm {

    private final TuningEntries entries;
    private final Consumer<TuningChoice> start;

    /** @param start takes what was chosen */
    TuningForm(TuningChoice last, Consumer<TuningChoice> start) {
        this.start = start;
        entries = new TuningEntries(last, Start.values());
        layOut(Text.of("tuning.what"), entries);
        entries.onChange(this::changed);
    }

    @Override
    void start() throws Refused {
        start.accept(entries.read());
    }

    @Override
    void mark(@Nullable Refused wrong) {
        entries.mark(wrong);
    }
}
