package org.espalier.measure;

import org.espalier.data.Examples;
import org.espalier.inference.Dl4jPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * The same network through DL4J's own {@code output()}, batch by batch: what our speed is compared with.
 *
 * @param seconds wall time for all examples
 * @param correct how many it answers right
 */
public record Dl4jReference(double seconds, int correct) {

    private static final int BATCH = 125;

    /** Runs all examples once, with as many threads as an operation may use here. */
    public static Dl4jReference measure(Network network, Examples examples, Progress progress) throws JobCancelled {
        NativeSetup.threadsPerOperation(Runtime.getRuntime().availableProcessors());
        int[] order = examples.stratifiedOrder(1);
        int[] labels = examples.copyLabels(order, 0, order.length);
        Answers answers = new Answers(examples.classes(), labels);
        try (Dl4jPass pass = new Dl4jPass(network, BATCH)) {
            float[] images = new float[BATCH * pass.imageSize()];
            float[] scores = new float[BATCH * pass.classes()];
            pass.silence(PruningMask.NONE);
            examples.copyTo(order, 0, Math.min(BATCH, order.length), images);
            pass.run(images, Math.min(BATCH, order.length), scores);
            long start = System.nanoTime();
            for (int from = 0; from < order.length; from += BATCH) {
                progress.report(from, order.length);
                int to = Math.min(order.length, from + BATCH);
                examples.copyTo(order, from, to, images);
                pass.run(images, to - from, scores);
                answers.take(from, to, scores);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Dl4jReference(
                    seconds, answers.against(answers, order.length, 0, seconds).correct());
        }
    }
}
