package org.espalier.measure;

import org.espalier.data.Examples;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ForwardPlan;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/** Two networks that run on the same images, batch by batch. Used by one thread. */
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
         * @param left {@code [image, score]}
         * @param right {@code [image, score]}
         */
        void take(int from, int to, float[] left, float[] right);
    }

    /** Takes how far both lie apart for an image. */
    @FunctionalInterface
    interface PerImage {
        void take(int place, Difference apart);
    }

    private SideBySide(ForwardPass left, ForwardPass right) {
        this.left = left;
        this.right = right;
        this.batch = left.batch();
    }

    /** @param images how many will be run */
    static SideBySide of(Network left, PruningMask mask, Network right, int images) {
        NativeSetup.leaveACore();
        int batch = Math.min(BATCH, images);
        SideBySide both = new SideBySide(ForwardPass.of(left, batch), ForwardPass.of(right, batch));
        both.left.silence(mask);
        both.right.silence(PruningMask.NONE);
        return both;
    }

    /** The preview of a layer's going, and the network without it. */
    static SideBySide passingOver(EquivalenceProof.PassedOver pair, int images) {
        NativeSetup.leaveACore();
        int batch = Math.min(BATCH, images);
        ForwardPass preview = ForwardPlan.passingOver(pair.network(), batch, pair.layer(), pair.standIn());
        SideBySide both = new SideBySide(preview, ForwardPass.of(pair.without(), batch));
        both.left.silence(PruningMask.NONE);
        both.right.silence(PruningMask.NONE);
        return both;
    }

    /** The same, with the second network run by DL4J itself. */
    static SideBySide ofOurEngineAndDl4j(Network left, PruningMask mask, Network right, int images) {
        NativeSetup.leaveACore();
        int batch = Math.min(BATCH, images);
        SideBySide both = new SideBySide(ForwardPass.of(left, batch), new Dl4jPass(right, batch));
        both.left.silence(mask);
        return both;
    }

    /** How many scores each image gets from both. */
    private int classes() {
        if (left.classes() != right.classes()) {
            throw new IllegalStateException(left.classes() + " scores beside " + right.classes());
        }
        return left.classes();
    }

    void run(Examples examples, int[] order, Receiver receiver, Progress progress) throws JobCancelled {
        float[] images = new float[batch * left.imageSize()];
        float[] some = new float[batch * left.classes()];
        float[] others = new float[batch * right.classes()];
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

    void compare(Examples examples, int[] order, PerImage receiver, Progress progress) throws JobCancelled {
        int classes = classes();
        run(
                examples,
                order,
                (from, to, some, others) -> {
                    for (int i = from; i < to; i++) {
                        receiver.take(i, Difference.of(some, others, (i - from) * classes, classes));
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
