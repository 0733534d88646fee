package org.espalier.measure;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.Examples;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * How long two networks take for a batch of images on this machine, one thread, in turn: what else the machine does meets
 * both alike.
 *
 * @param batch images that are run at once
 * @param before of the larger network
 * @param after of the smaller one
 */
public record Latency(int batch, Times before, Times after) {

    /** Each is run for about so long. */
    private static final double SECONDS = 0.6;

    private static final int FEWEST = 5;
    private static final int MOST = 401;
    private static final int WARM_UP = 5;

    /** Runs in a row of one network, so that most of them find its weights in the caches, as in use. */
    private static final int IN_A_ROW = 5;

    /**
     * Wall time of one batch.
     *
     * @param medianMs half of the runs took less, in milliseconds
     * @param p95Ms 95 of 100 runs took less
     * @param runs how many were timed
     */
    public record Times(double medianMs, double p95Ms, int runs) {

        static Times of(List<Double> ms) {
            List<Double> sorted = ms.stream().sorted().toList();
            int last = sorted.size() - 1;
            return new Times(sorted.get(last / 2), sorted.get((int) Math.round(0.95 * last)), sorted.size());
        }
    }

    /** How many times faster the smaller network is. */
    public double speedUp() {
        return before.medianMs / after.medianMs;
    }

    /**
     * Runs both networks on the first examples, one after the other, until the medians stand.
     *
     * @param examples at least as many as a batch holds; fewer make a smaller batch
     * @throws JobCancelled between two runs
     */
    public static Latency measure(Network before, Network after, Examples examples, int batch, Progress progress)
            throws JobCancelled {
        int images = Math.min(batch, examples.size());
        try (Run larger = new Run(before, examples, images);
                Run smaller = new Run(after, examples, images)) {
            NativeSetup.threadsPerOperation(1);
            int rounds = 0;
            for (int i = 0; i < WARM_UP; i++) {
                larger.go();
                double slowest = Math.max(larger.go(), smaller.go());
                rounds = (int) Math.max(FEWEST, Math.min(MOST, SECONDS * 1000 / slowest / IN_A_ROW));
            }
            larger.forget();
            smaller.forget();
            for (int round = 0; round < rounds; round++) {
                progress.report(round, rounds);
                larger.goOften();
                smaller.goOften();
            }
            return new Latency(images, Times.of(larger.ms), Times.of(smaller.ms));
        }
    }

    /** One network, ready to run. */
    private static final class Run implements AutoCloseable {

        private final ForwardPass pass;
        private final float[] images;
        private final float[] scores;
        private final int count;
        private final List<Double> ms = new ArrayList<>();

        Run(Network network, Examples examples, int count) {
            this.count = count;
            pass = ForwardPass.of(network, count);
            images = new float[count * pass.imageSize()];
            scores = new float[count * pass.classes()];
            int[] order = examples.stratifiedOrder(1);
            examples.copyTo(order, 0, count, images);
            pass.silence(PruningMask.NONE);
        }

        double go() {
            long start = System.nanoTime();
            pass.run(images, count, scores);
            double took = (System.nanoTime() - start) / 1e6;
            ms.add(took);
            return took;
        }

        void goOften() {
            for (int i = 0; i < IN_A_ROW; i++) {
                go();
            }
        }

        void forget() {
            ms.clear();
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
