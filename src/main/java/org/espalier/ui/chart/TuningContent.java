package org.espalier.ui.chart;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The course of a training.
 *
 * @param losses in order of time
 * @param startAccuracy share of right answers in front of the first step; empty until it is known
 * @param epochs what each epoch has brought, the first one first; where something is removed, the same epoch again
 * @param allEpochs how many there will be
 */
public record TuningContent(List<Loss> losses, OptionalDouble startAccuracy, List<Epoch> epochs, int allEpochs) {

    /** Nothing was trained yet. */
    public static final TuningContent NONE = new TuningContent(List.of(), OptionalDouble.empty(), List.of(), 1);

    /**
     * The loss of some steps.
     *
     * @param epochs how many are over, with the part of the current one
     * @param nats mean cross-entropy
     */
    public record Loss(double epochs, double nats) {}

    /**
     * The end of an epoch, or where something was removed behind it.
     *
     * @param number how many epochs were over, of all
     * @param accuracy share of right answers on the validation images
     * @param tooltip what stands beside the pointer, in the user's language
     */
    public record Epoch(int number, double accuracy, String tooltip) {}

    /** Behind how many epochs something was removed and another round began. */
    List<Integer> roundBorders() {
        return IntStream.range(1, epochs.size())
                .filter(i -> epochs.get(i).number() == epochs.get(i - 1).number())
                .mapToObj(i -> epochs.get(i).number())
                .toList();
    }

    public TuningContent {
        losses = List.copyOf(losses);
        epochs = List.copyOf(epochs);
        if (allEpochs < 1) {
            throw new IllegalArgumentException("a training has epochs, was " + allEpochs);
        }
    }
}
