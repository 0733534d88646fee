package org.espalier.cli;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.text.Refused;
import org.espalier.training.Distillation;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningChoice.Entry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fine-tuning goes. */
final class TuningOptions {

    @Option(names = "--epochs", paramLabel = "N")
    private String epochs = Integer.toString(TuningChoice.DEFAULT.epochs());

    @Option(names = "--batch", paramLabel = "N")
    private String batch = Integer.toString(TuningChoice.DEFAULT.batch());

    @Option(names = "--rate", paramLabel = "RATE")
    private String rate = "";

    @Option(names = "--schedule", paramLabel = "SCHEDULE")
    private TuningChoice.Schedule schedule = TuningChoice.DEFAULT.schedule();

    @Option(names = "--optimiser", paramLabel = "OPTIMISER")
    private TuningChoice.Method method = TuningChoice.DEFAULT.method();

    @Option(names = "--weight-decay", paramLabel = "DECAY")
    private String weightDecay = "0";

    @Option(names = "--patience", paramLabel = "N")
    private String patience = "0";

    @Option(names = "--seed", paramLabel = "N")
    private String seed = Long.toString(TuningChoice.DEFAULT.seed());

    @Option(names = "--distill", paramLabel = "T:ALPHA")
    private @Nullable String distill;

    @Option(names = "--scratch")
    private boolean scratch;

    boolean scratch() {
        return scratch;
    }

    /** Everything that decides how it is trained. */
    FineTuning settings() throws Refused {
        return choice().settings();
    }

    /** How much the dense network teaches; null where it does not. */
    private @Nullable Distillation distillation() throws Refused {
        if (distill == null) {
            return null;
        }
        int colon = distill.indexOf(':');
        if (colon < 0) {
            throw new Refused("cli.distill", distill);
        }
        return Distillation.read(distill.substring(0, colon), distill.substring(colon + 1));
    }

    TuningChoice choice() throws Refused {
        Map<Entry, String> typed = new EnumMap<>(Entry.class);
        typed.put(Entry.EPOCHS, epochs);
        typed.put(Entry.BATCH, batch);
        typed.put(Entry.RATE, rate.isEmpty() ? Double.toString(method.usualRate()) : rate);
        typed.put(Entry.WEIGHT_DECAY, weightDecay);
        typed.put(Entry.PATIENCE, patience);
        typed.put(Entry.SEED, seed);
        return TuningChoice.read(typed, schedule, method).with(distillation());
    }
}
