package org.espalier.ui.tuning;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Start;
import org.jspecify.annotations.Nullable;

/** How fine-tuning is to go. */
final class TuningForm extends TrainingForm {

    private final TuningEntries entries = new TuningEntries(Start.values());
    private final Supplier<TuningChoice> last;
    private final Consumer<TuningChoice> start;

    /**
     * @param last how it was last chosen to go
     * @param start takes what was chosen
     */
    TuningForm(Supplier<TuningChoice> last, Consumer<TuningChoice> start) {
        this.last = last;
        this.start = start;
        layOut(Text.of("tuning.what"), entries);
        entries.onChange(this::changed);
    }

    @Override
    void showLast() {
        entries.show(last.get());
        changed();
    }

    @Override
    void begin() {
        entries.begin();
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
