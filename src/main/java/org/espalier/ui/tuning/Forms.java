package org.espalier.ui.tuning;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.training.TuningChoice;

/** The buttons in the toolbar that start trainings. */
public final class Forms {

    private Forms() {}

    /**
     * Trains on what is pruned.
     *
     * @param last how it was last chosen to go
     * @param start takes what was chosen
     */
    public static FormButton tune(Supplier<TuningChoice> last, Consumer<TuningChoice> start) {
        return new FormButton(
                "tune",
                close -> new TuningForm(last, choice -> {
                    close.run();
                    start.accept(choice);
                }));
    }

    /** Prunes and trains in turns. */
    public static FormButton schedule(ScheduleAsks asks) {
        return new FormButton("turns", close -> new ScheduleForm(asks, close));
    }
}
