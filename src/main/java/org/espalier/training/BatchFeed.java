package org.espalier.training;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Native arrays for one batch of images and their one-hot labels, filled again and again. */
final class BatchFeed implements AutoCloseable {

    private final int size;
    private final int classes;
    private final float[] pixels;
    private final INDArray images;
    private final INDArray labels;

    /** @param flat whether the network takes {@code [batch, pixels]} instead of images */
    BatchFeed(Examples examples, int size, boolean flat) {
        this.size = size;
        this.classes = examples.classes();
        this.pixels = new float[size * examples.shape().pixels()];
        long[] shape = flat
                ? new long[] {size, examples.shape().pixels()}
                : new long[] {size, examples.height(), examples.width(), examples.channels()};
        this.images = Nd4j.create(DataType.FLOAT, shape, 'c');
        this.labels = Nd4j.create(DataType.FLOAT, new long[] {size, classes}, 'c');
    }

    /** Takes the images from this place of the order on, changed by the augmentation. */
    void fill(Examples examples, int[] order, int from, Augmentation augmentation) {
        examples.copyTo(order, from, from + size, pixels);
        augmentation.applyTo(pixels);
        put(images, pixels);
        float[] oneHot = new float[size * classes];
        int[] wanted = examples.copyLabels(order, from, from + size);
        for (int i = 0; i < size; i++) {
            oneHot[i * classes + wanted[i]] = 1;
        }
        put(labels, oneHot);
    }

    /** One step of training on what was filled in; the loss before it, in nats per image. */
    double fit(ComputationGraph graph) {
        graph.fit(new INDArray[] {images}, new INDArray[] {labels});
        return graph.score();
    }

    /** How many images from this place of the order on, at most a batch, get the right answer. */
    int right(ComputationGraph graph, Examples examples, int[] order, int from) {
        int count = Math.min(size, order.length - from);
        examples.copyTo(order, from, from + count, pixels);
        put(images, pixels);
        int right = 0;
        try (INDArray answer = graph.outputSingle(images)) {
            float[] scores = answer.data().asFloat();
            for (int i = 0; i < count; i++) {
                if (largest(scores, i * classes) == examples.label(order[from + i])) {
                    right++;
                }
            }
        }
        return right;
    }

    private int largest(float[] scores, int start) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (scores[start + c] > scores[start + best]) {
                best = c;
            }
        }
        return best;
    }

    private static void put(INDArray array, float[] values) {
        new FloatPointer(array.data().pointer()).put(values, 0, values.length);
    }

    @Override
    public void close() {
        images.close();
        labels.close();
    }
}
