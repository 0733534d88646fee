package org.espalier.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.data.Examples;
import org.espalier.inference.Images;
import org.espalier.inference.MaskedRuns;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/** A teacher's probabilities for each image, at a temperature: four bytes for each image and class. */
final class SoftTargets {

    /** Where a probability was too small for a float its logarithm is taken to be this one's. */
    private static final double SMALLEST = Float.MIN_VALUE;

    private final Distillation how;
    private final int classes;
    private final float[] probabilities;

    /** @param probabilities {@code [images, classes]}, at the temperature */
    SoftTargets(Distillation how, int classes, float[] probabilities) {
        this.how = how;
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /** Asks a teacher about all images, without dropout. */
    static SoftTargets of(Network teacher, Examples examples, Distillation how, Workers workers, Progress progress)
            throws JobCancelled {
        int[] all = IntStream.range(0, examples.size()).toArray();
        int classes = examples.classes();
        float[] targets = new float[all.length * classes];
        try (MaskedRuns runs = MaskedRuns.of(teacher, Images.of(examples, all), workers.lanes(), 0)) {
            runs.silence(PruningMask.NONE);
            float[][] answers = new float[runs.lanes()][runs.batch() * classes];
            workers.each(
                    0,
                    runs.batches(),
                    runs.lanes(),
                    (lane, item) -> {
                        runs.run(lane, item, answers[lane]);
                        int first = item * runs.batch();
                        int count = Math.min(runs.batch(), all.length - first);
                        for (int i = 0; i < count; i++) {
                            float[] one = Arrays.copyOfRange(answers[lane], i * classes, (i + 1) * classes);
                            soften(one, how.temperature());
                            System.arraycopy(one, 0, targets, (first + i) * classes, classes);
                        }
                    },
                    progress);
        }
        return new SoftTargets(how, classes, targets);
    }

    /** Logits are known but for a constant, which the softmax takes away: they are the logarithms of probabilities. */
    private static void soften(float[] answer, double temperature) {
        double largest = SMALLEST;
        for (float probability : answer) {
            largest = Math.max(largest, probability);
        }
        double sum = 0;
        double[] powers = new double[answer.length];
        for (int c = 0; c < answer.length; c++) {
            powers[c] = Math.exp((Math.log(Math.max(SMALLEST, answer[c])) - Math.log(largest)) / temperature);
            sum += powers[c];
        }
        for (int c = 0; c < answer.length; c++) {
            answer[c] = (float) (powers[c] / sum);
        }
    }

    /** Those of some images, in this order. */
    SoftTargets at(int[] order, int from, int to) {
        float[] some = new float[(to - from) * classes];
        for (int i = from; i < to; i++) {
            System.arraycopy(probabilities, order[i] * classes, some, (i - from) * classes, classes);
        }
        return new SoftTargets(how, classes, some);
    }

    Distillation how() {
        return how;
    }

    float probability(int image, int label) {
        return probabilities[image * classes + label];
    }
}
