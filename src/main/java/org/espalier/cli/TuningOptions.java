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

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images. Default: ${DEFAULT-VALUE}")
    private String epochs = Integer.toString(TuningChoice.DEFAULT.epochs());

    @Option(names = "--batch", paramLabel = "N", description = "Images in a step. Default: ${DEFAULT-VALUE}")
    private String batch = Integer.toString(TuningChoice.DEFAULT.batch());

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Learning rate at the start. Default: 0.001 for adam and adamw, 0.01 for sgd and nesterov.")
    private String rate = "";

    @Option(
            names = "--schedule",
            description = "cosine (default: down to nothing), constant, or steps (a tenth behind each third).")
    private TuningChoice.Schedule schedule = TuningChoice.DEFAULT.schedule();

    @Option(names = "--optimiser", description = "adam (default), adamw, nesterov or sgd.")
    private TuningChoice.Method method = TuningChoice.DEFAULT.method();

    @Option(names = "--weight-decay", paramLabel = "DECAY", description = "Default: 0")
    private String weightDecay = "0";

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stops after N epochs in a row that bring nothing better. Default: 0, never.")
    private String patience = "0";

    @Option(names = "--seed", paramLabel = "N", description = "Of the order of images, and of dropout. Default: 1")
    private String seed = Long.toString(TuningChoice.DEFAULT.seed());

    @Option(
            names = "--distill",
            paramLabel = "T:ALPHA",
            description =
                    "Learns from the dense network's answers as well: at temperature T, with weight ALPHA from 0 to 1,"
                            + " the labels having what is left. For example 4:0.5")
    private @Nullable String distill;

    @Option(
            names = "--scratch",
            description =
                    "Trains the same architecture from fresh weights as well, for as many epochs: did the inherited"
                            + " weights help?")
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
