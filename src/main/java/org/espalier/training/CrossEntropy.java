package org.espalier.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax and cross-entropy in one: the gradient of the logits is the probability, less 1 for the right class. */
final class CrossEntropy {

    private final INDArray logits;
    private final INDArray gradient;
    private final int images;
    private final int classes;
    private final float[] values;
    private double loss;
    private int right;

    CrossEntropy(Signal output, TrainingLane lane) {
        this.logits = lane.valuesOf(output).asRows();
        this.gradient = lane.gradientOf(output).asRows();
        this.images = lane.images();
        this.classes = output.shape().values();
        this.values = new float[images * classes];
    }

    /**
     * Sets the gradient of the mean loss over a batch.
     *
     * @param labels of the whole batch
     * @param first place of the lane's first image
     * @param count images in the batch; what stands behind them counts nothing
     */
    void run(int[] labels, int first, int count) {
        NativeArrays.get(logits, values);
        loss = 0;
        right = 0;
        for (int image = 0; image < images; image++) {
            boolean counts = first + image < count;
            int label = counts ? labels[first + image] : 0;
            run(image * classes, label, counts ? 1.0 / count : 0);
        }
        NativeArrays.put(values, gradient);
    }

    private void run(int start, int label, double weight) {
        int best = start;
        for (int c = start; c < start + classes; c++) {
            best = values[c] > values[best] ? c : best;
        }
        float largest = values[best];
        double sum = 0;
        for (int c = start; c < start + classes; c++) {
            sum += Math.exp(values[c] - largest);
        }
        if (weight > 0) {
            loss += Math.log(sum) - (values[start + label] - largest);
            right += best == start + label ? 1 : 0;
        }
        for (int c = start; c < start + classes; c++) {
            double probability = Math.exp(values[c] - largest) / sum;
            values[c] = (float) (weight * (c == start + label ? probability - 1 : probability));
        }
    }

    /** Summed over the lane's images, in nats. */
    double loss() {
        return loss;
    }

    /** How many of the lane's images are classified right. */
    int right() {
        return right;
    }
}
