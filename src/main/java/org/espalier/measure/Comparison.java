package org.espalier.measure;

import org.espalier.data.Examples;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * Two networks on the same examples.
 *
 * @param second how the second answered, beside the first
 * @param alike examples that both gave the same class
 * @param largest how far their answers lie apart
 */
public record Comparison(Evaluation second, int alike, Difference largest) {

    public static Comparison of(Network first, Network second, Examples examples, Progress progress)
            throws JobCancelled {
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int[] labels = examples.copyLabels(order, 0, order.length);
        Answers one = new Answers(examples.classes(), labels);
        Answers other = new Answers(examples.classes(), labels);
        int classes = first.graph().classes();
        Difference[] largest = {Difference.NONE};
        long start = System.nanoTime();
        try (SideBySide both = SideBySide.of(
                order.length,
                batch -> ForwardPass.of(first, batch, PruningMask.NONE),
                batch -> ForwardPass.of(second, batch, PruningMask.NONE))) {
            both.run(
                    examples,
                    order,
                    (from, to, left, right) -> {
                        one.take(from, to, left.get(0));
                        other.take(from, to, right.get(0));
                        for (int i = 0; i < to - from; i++) {
                            largest[0] =
                                    largest[0].orLarger(Difference.of(left.get(0), right.get(0), i * classes, classes));
                        }
                    },
                    progress);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Comparison(other.against(one, order.length, 0, seconds), other.sameAs(one), largest[0]);
    }

    /** Share of the examples that both gave the same class. */
    public double agreement() {
        return (double) alike / second.examples();
    }

    /** Whether the answers are the same, but for rounding. */
    public boolean isSame() {
        return largest.isRounding();
    }
}
