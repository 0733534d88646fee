package org.espalier.training;

import java.util.Map;
import org.espalier.text.Refused;
import org.espalier.text.TypedNumber;
import org.jspecify.annotations.Nullable;

/**
 * How a user chooses to train on: the few numbers that window, command line and settings hold.
 *
 * @param epochs passes over the training images, at most
 * @param rate of learning, at the start
 * @param weightDecay 0 for none
 * @param patience see {@link FineTuning#patience}
 * @param distillation see {@link FineTuning#distillation}
 */
public record TuningChoice(
        int epochs,
        double rate,
        Schedule schedule,
        Method method,
        int batch,
        double weightDecay,
        int patience,
        long seed,
        Start start,
        @Nullable Distillation distillation) {

    public static final TuningChoice DEFAULT =
            new TuningChoice(5, 1e-3, Schedule.COSINE, Method.ADAM, 128, 0, 0, 1, Start.INHERITED, null);

    public static final int MOST_EPOCHS = 10_000;
    public static final int LARGEST_BATCH = 65_536;

    /** A rate falls to a tenth so many times in a training, counted with its first height. */
    private static final int STAIRS = 3;

    private static final double MOMENTUM = 0.9;

    /** How the rate goes on from its start. */
    public enum Schedule {
        CONSTANT,
        /** Down to nothing in half a cosine. */
        COSINE,
        /** To a tenth behind each third of the epochs. */
        STEPS
    }

    /** The optimiser, with the usual numbers. */
    public enum Method {
        SGD(1e-2),
        NESTEROV(1e-2),
        ADAM(1e-3),
        ADAMW(1e-3);

        private final double usualRate;

        Method(double usualRate) {
            this.usualRate = usualRate;
        }

        /** A rate that often does. */
        public double usualRate() {
            return usualRate;
        }
    }

    /** With which weights a training starts. */
    public enum Start {
        /** With those that pruning has left. */
        INHERITED,
        /** With fresh ones, as a control of the inherited ones. */
        FRESH,
        /** First with those that pruning has left; then, as long again, with fresh ones. */
        BOTH
    }

    /** What is typed. */
    public enum Entry {
        EPOCHS,
        RATE,
        BATCH,
        WEIGHT_DECAY,
        PATIENCE,
        SEED
    }

    public TuningChoice {
        boolean fits = epochs >= 1
                && epochs <= MOST_EPOCHS
                && rate > 0
                && rate <= 100
                && batch >= 1
                && batch <= LARGEST_BATCH
                && weightDecay >= 0
                && weightDecay < 1
                && patience >= 0
                && patience <= MOST_EPOCHS;
        if (!fits) {
            throw new IllegalArgumentException(epochs + " epochs at " + rate + " in batches of " + batch
                    + ", weight decay " + weightDecay + ", patience " + patience);
        }
    }

    /**
     * Reads what was typed; a comma is as good as a point. The weights are the inherited ones, and nobody teaches.
     *
     * @throws Refused with a sentence on the first entry that cannot be; its key ends in the entry's name
     */
    public static TuningChoice read(Map<Entry, String> typed, Schedule schedule, Method method) throws Refused {
        return new TuningChoice(
                (int) whole(typed, Entry.EPOCHS, 1, MOST_EPOCHS),
                number(typed, Entry.RATE, Double.MIN_VALUE, 100),
                schedule,
                method,
                (int) whole(typed, Entry.BATCH, 1, LARGEST_BATCH),
                number(typed, Entry.WEIGHT_DECAY, 0, Math.nextDown(1.0)),
                (int) whole(typed, Entry.PATIENCE, 0, MOST_EPOCHS),
                whole(typed, Entry.SEED, 0, Long.MAX_VALUE),
                Start.INHERITED,
                null);
    }

    /** The same with other weights to start with. */
    public TuningChoice with(Start other) {
        return new TuningChoice(
                epochs, rate, schedule, method, batch, weightDecay, patience, seed, other, distillation);
    }

    /** The same with the dense network as a teacher, or without. */
    public TuningChoice with(@Nullable Distillation other) {
        return new TuningChoice(epochs, rate, schedule, method, batch, weightDecay, patience, seed, start, other);
    }

    private static long whole(Map<Entry, String> typed, Entry entry, long least, long most) throws Refused {
        return TypedNumber.whole(keyOf(entry), typed.getOrDefault(entry, ""), least, most);
    }

    private static double number(Map<Entry, String> typed, Entry entry, double least, double most) throws Refused {
        return TypedNumber.decimal(keyOf(entry), typed.getOrDefault(entry, ""), least, most);
    }

    /** The sentence that says what an entry may be. */
    public static String keyOf(Entry entry) {
        return switch (entry) {
            case EPOCHS -> "training.choice.epochs";
            case RATE -> "training.choice.rate";
            case BATCH -> "training.choice.batch";
            case WEIGHT_DECAY -> "training.choice.weight-decay";
            case PATIENCE -> "training.choice.patience";
            case SEED -> "training.choice.seed";
        };
    }

    /** What the trainer does for this. */
    public FineTuning settings() {
        LearningRate rates = switch (schedule) {
            case CONSTANT -> new LearningRate.Constant(rate);
            case COSINE -> new LearningRate.Cosine(rate, 0);
            case STEPS -> new LearningRate.Steps(rate, 0.1, (epochs + STAIRS - 1) / STAIRS);
        };
        Optimiser optimiser = switch (method) {
            case SGD -> new Optimiser.Sgd(weightDecay);
            case NESTEROV -> new Optimiser.Nesterov(MOMENTUM, weightDecay);
            case ADAM -> new Optimiser.Adam(0.9, 0.999, 1e-8, weightDecay);
            case ADAMW -> new Optimiser.AdamW(0.9, 0.999, 1e-8, weightDecay);
        };
        return new FineTuning(epochs, batch, rates, optimiser, patience, seed, distillation);
    }
}
