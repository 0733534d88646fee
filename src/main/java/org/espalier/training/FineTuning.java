package org.espalier.training;

import org.jspecify.annotations.Nullable;

/**
 * How a network is trained on.
 *
 * @param epochs passes over the training images, at most
 * @param batch images in a step
 * @param rate of learning, by step
 * @param optimiser with its weight decay
 * @param patience stops after so many epochs in a row that bring nothing better on the validation images; 0 never stops
 * @param seed of the order of the images, and of dropout
 * @param distillation how much the dense network teaches; null where it does not
 */
public record FineTuning(
        int epochs,
        int batch,
        LearningRate rate,
        Optimiser optimiser,
        int patience,
        long seed,
        @Nullable Distillation distillation) {

    public FineTuning {
        if (epochs < 1 || batch < 1 || patience < 0) {
            throw new IllegalArgumentException(epochs + " epochs in batches of " + batch + ", patience " + patience);
        }
    }

    /** From labels alone. */
    public FineTuning(int epochs, int batch, LearningRate rate, Optimiser optimiser, int patience, long seed) {
        this(epochs, batch, rate, optimiser, patience, seed, null);
    }

    /** Adam, with a rate that falls from 0.001 to nothing in half a cosine. */
    public static FineTuning overEpochs(int epochs) {
        return new FineTuning(epochs, 128, new LearningRate.Cosine(1e-3, 0), Optimiser.adam(), 0, 1);
    }

    /** The same with another order of the images, and another dropout. */
    public FineTuning withSeed(long other) {
        return new FineTuning(epochs, batch, rate, optimiser, patience, other, distillation);
    }

    /** The same, run to its end. */
    public FineTuning withoutPatience() {
        return new FineTuning(epochs, batch, rate, optimiser, 0, seed, distillation);
    }

    /** The same over more or fewer epochs. */
    public FineTuning withEpochs(int other) {
        return new FineTuning(other, batch, rate, optimiser, patience, seed, distillation);
    }
}
