package org.espalier.measure;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;
import org.espalier.data.Examples;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/**
 * Measures masks of one network on one set of examples: first on a stratified slice, then on all.
 *
 * <p>Not thread safe; buffers and the dense network's answers are made on first use and kept.
 */
public final class Evaluator implements AutoCloseable {

    private static final int BATCH = 500;
    /** Answers so far are published after so many examples, then once more at the end. */
    private static final int[] SLICES = {500, 2_000};
    /** Slow networks publish more often than the slices. */
    private static final double SECONDS_BETWEEN_NEWS = 0.4;

    private final Network network;
    private final Examples examples;
    private final int[] order;
    private @Nullable ForwardPass pass;
    private float[] images = {};
    private float[] scores = {};
    private @Nullable BitSet denseCorrect;
    private int denseClassesAnswered;

    /** @param seed of the order in which examples are run */
    public Evaluator(Network network, Examples examples, long seed) {
        this.network = network;
        this.examples = examples;
        this.order = examples.stratifiedOrder(seed);
    }

    /** Runs the dense network on all examples; later calls cost nothing. */
    public Evaluation dense(Progress progress) throws JobCancelled {
        long start = System.nanoTime();
        BitSet correct = denseCorrect;
        if (correct == null) {
            correct = new BitSet();
            BitSet answered = new BitSet();
            ready(PruningMask.NONE);
            for (int from = 0; from < order.length; ) {
                progress.report(from, order.length);
                from = runBatch(from, correct, answered);
            }
            denseCorrect = correct;
            denseClassesAnswered = answered.cardinality();
        }
        int right = correct.cardinality();
        double accuracy = (double) right / order.length;
        return new Evaluation(
                order.length, order.length, right, 0, 0, accuracy, denseClassesAnswered, secondsSince(start));
    }

    /**
     * Runs the network under a mask on all examples.
     *
     * @param soFar takes the answer after each slice
     * @throws JobCancelled between two batches, once the answer is not wanted any more
     */
    public Evaluation evaluate(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws JobCancelled {
        if (denseCorrect == null) {
            dense(progress);
        }
        long start = System.nanoTime();
        double lastNews = 0;
        int slice = 0;
        BitSet correct = new BitSet();
        BitSet answered = new BitSet();
        ready(mask);
        for (int from = 0; ; ) {
            progress.report(from, order.length);
            from = runBatch(from, correct, answered);
            double seconds = secondsSince(start);
            if (from >= order.length) {
                return evaluation(from, correct, answered, seconds);
            }
            boolean sliceIsFull = slice < SLICES.length && from >= SLICES[slice];
            if (sliceIsFull || seconds - lastNews > SECONDS_BETWEEN_NEWS) {
                soFar.accept(evaluation(from, correct, answered, seconds));
                lastNews = seconds;
                slice += sliceIsFull ? 1 : 0;
            }
        }
    }

    private Evaluation evaluation(int done, BitSet correct, BitSet answered, double seconds) {
        BitSet dense = Objects.requireNonNull(denseCorrect);
        BitSet lost = dense.get(0, done);
        lost.andNot(correct);
        BitSet won = (BitSet) correct.clone();
        won.andNot(dense);
        return new Evaluation(
                done,
                order.length,
                correct.cardinality(),
                lost.cardinality(),
                won.cardinality(),
                (double) dense.cardinality() / order.length,
                answered.cardinality(),
                seconds);
    }

    private void ready(PruningMask mask) {
        if (pass == null) {
            int batch = Math.min(BATCH, order.length);
            pass = ForwardPass.of(network, batch);
            images = new float[batch * pass.imageSize()];
            scores = new float[batch * pass.classes()];
        }
        pass.silence(mask);
    }

    /** Runs the batch that starts at a place of the order; gives the place behind it. */
    private int runBatch(int from, BitSet correct, BitSet answered) {
        ForwardPass ready = Objects.requireNonNull(pass);
        int to = Math.min(order.length, from + ready.batch());
        examples.copyTo(order, from, to, images);
        ready.run(images, to - from, scores);
        for (int i = from; i < to; i++) {
            int answer = largest(scores, (i - from) * ready.classes(), ready.classes());
            answered.set(answer);
            correct.set(i, answer == examples.label(order[i]));
        }
        return to;
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }
}
