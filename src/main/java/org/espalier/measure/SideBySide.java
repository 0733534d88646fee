package org.espalier.measure;

import java.util.List;
import java.util.function.IntFunction;
import org.espalier.data.Examples;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.NativeSetup;

/** Two ways to run that run on the same images, batch by batch. Used by one thread. */
final class SideBySide implements AutoCloseable {

    private static final int BATCH = 100;

    private final ForwardPass left;
    private final ForwardPass right;
    private final int batch;

    /** Takes the answers of both to some of the images. */
    @FunctionalInterface
    interface Receiver {
        /**
         * @param from place of the first image
         * @param to place behind the last
         * @param left by output, {@code [image, value]}
         * @param right by output, {@code [image, value]}
         */
        void take(int from, int to, List<float[]> left, List<float[]> right);
    }

    /** Takes how far both lie apart for an image. */
    @FunctionalInterface
    interface PerImage {
        /** @param output place of the output that is compared, in the graph's order */
        void take(int place, int output, Difference apart);
    }

    private SideBySide(ForwardPass left, ForwardPass right) {
        this.left = left;
        this.right = right;
        this.batch = left.batch();
    }

    /**
     * Both ready to be run.
     *
     * @param images how many will be run
     * @param left makes the first one, silenced already, for so many images at once
     * @param right makes the second one
     */
    static SideBySide of(
            int images, IntFunction<? extends ForwardPass> left, IntFunction<? extends ForwardPass> right) {
        NativeSetup.leaveACore();
        int batch = Math.min(BATCH, images);
        ForwardPass first = left.apply(batch);
        boolean isMade = false;
        try {
            SideBySide both = new SideBySide(first, right.apply(batch));
            isMade = true;
            return both;
        } finally {
            if (!isMade) {
                first.close();
            }
        }
    }

    void run(Examples examples, int[] order, Receiver receiver, Progress progress) throws JobCancelled {
        float[] images = new float[batch * left.imageSize()];
        List<float[]> some = answers(left);
        List<float[]> others = answers(right);
        for (int from = 0; from < order.length; from += batch) {
            progress.report(from, order.length);
            int to = Math.min(order.length, from + batch);
            examples.copyTo(order, from, to, images);
            left.run(images, to - from, some);
            right.run(images, to - from, others);
            receiver.take(from, to, some, others);
        }
        progress.report(order.length, order.length);
    }

    private List<float[]> answers(ForwardPass pass) {
        return pass.outputs().stream().map(values -> new float[batch * values]).toList();
    }

    /** Image by image, at every output. */
    void compare(Examples examples, int[] order, PerImage receiver, Progress progress) throws JobCancelled {
        List<Integer> outputs = left.outputs();
        if (!outputs.equals(right.outputs())) {
            throw new IllegalStateException(outputs + " values beside " + right.outputs());
        }
        run(
                examples,
                order,
                (from, to, some, others) -> {
                    for (int i = from; i < to; i++) {
                        for (int output = 0; output < outputs.size(); output++) {
                            int values = outputs.get(output);
                            receiver.take(
                                    i,
                                    output,
                                    Difference.of(some.get(output), others.get(output), (i - from) * values, values));
                        }
                    }
                },
                progress);
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
