package org.espalier.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.espalier.data.Examples;
import org.espalier.inference.Images;
import org.espalier.inference.MaskedRuns;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/** How good a network is on validation images, in the way in which it is measured everywhere else. */
final class ValidationRun {

    private final Examples examples;
    private final int[] order;
    private final Workers workers;

    ValidationRun(Examples examples, Workers workers) {
        this.examples = examples;
        this.order = IntStream.range(0, examples.size()).toArray();
        this.workers = workers;
    }

    /** Share of the images that are classified right; an answer that is not a number is wrong. */
    double accuracyOf(Network network, Progress progress) throws JobCancelled {
        AtomicInteger right = new AtomicInteger();
        try (MaskedRuns runs = MaskedRuns.of(network, Images.of(examples, order), workers.lanes(), 0)) {
            runs.silence(PruningMask.NONE);
            float[][] scores = new float[runs.lanes()][runs.batch() * runs.classes()];
            workers.each(
                    0,
                    runs.batches(),
                    runs.lanes(),
                    (lane, item) -> {
                        runs.run(lane, item, scores[lane]);
                        right.addAndGet(right(scores[lane], item * runs.batch(), runs.batch(), runs.classes()));
                    },
                    progress);
        }
        return (double) right.get() / order.length;
    }

    private int right(float[] scores, int from, int batch, int classes) {
        int count = 0;
        for (int i = 0; i < batch && from + i < order.length; i++) {
            count += isLargest(scores, i * classes, classes, examples.label(from + i)) ? 1 : 0;
        }
        return count;
    }

    private static boolean isLargest(float[] scores, int start, int classes, int label) {
        for (int c = 0; c < classes; c++) {
            if (c != label && !(scores[start + label] > scores[start + c])) {
                return false;
            }
        }
        return true;
    }
}
