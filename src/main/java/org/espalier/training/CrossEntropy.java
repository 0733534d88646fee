package org.espalier.training;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax and cross-entropy in one: the gradient of the logits is the probability, less 1 for the right class. */
final class CrossEntropy {

    private final TrainingLane lane;
    private final INDArray logits;
    private final INDArray gradient;
    private final int images;
    private final int classes;
    private final float[] values;
    private final double[] powers;
    private final double[] hard;
    private final float[] classWeights;
    private double loss;
    private int right;

    /** @param classWeights how many times each class counts, or empty where all count once */
    CrossEntropy(Signal output, float[] classWeights, TrainingLane lane) {
        this.lane = lane;
        this.classWeights = classWeights;
        this.logits = lane.valuesOf(output).asRows();
        this.gradient = lane.gradientOf(output).asRows();
        this.images = lane.images();
        this.classes = output.shape().values();
        this.values = new float[images * classes];
        this.powers = new double[classes];
        this.hard = new double[classes];
    }

    /** Forgets the step before. */
    void startStep() {
        loss = 0;
        right = 0;
    }

    /** Sets the gradient of the mean loss over a batch; places without an image of the lane's count nothing. */
    void run(Batch batch) {
        NativeArrays.get(logits, values);
        int first = lane.first();
        int end = Math.min(batch.count(), lane.share().end());
        SoftTargets teacher = batch.teacher();
        for (int image = 0; image < images; image++) {
            int place = first + image;
            if (place >= end) {
                Arrays.fill(values, image * classes, (image + 1) * classes, 0);
            } else if (teacher == null) {
                run(image * classes, batch.labels()[place], 1.0 / batch.count());
            } else {
                learn(image * classes, batch.labels()[place], teacher, place, 1.0 / batch.count());
            }
        }
        NativeArrays.put(values, gradient);
    }

    private void run(int start, int label, double weight) {
        int best = best(start);
        double sum = softmax(start, best, 1);
        double counts = weightOf(label);
        loss += counts * (Math.log(sum) - (values[start + label] - values[best]));
        right += best == start + label ? 1 : 0;
        for (int c = 0; c < classes; c++) {
            double probability = powers[c] / sum;
            values[start + c] = (float) (weight * counts * (c == label ? probability - 1 : probability));
        }
    }

    /** With the teacher: of α·T²·KL the gradient is α·T·(q − t), where q is the softmax of the logits through T. */
    private void learn(int start, int label, SoftTargets teacher, int place, double weight) {
        double temperature = teacher.how().temperature();
        double soft = teacher.how().weight();
        int best = best(start);
        double sum = softmax(start, best, 1);
        double counts = weightOf(label);
        double hardLoss = counts * (Math.log(sum) - (values[start + label] - values[best]));
        right += best == start + label ? 1 : 0;
        for (int c = 0; c < classes; c++) {
            double probability = powers[c] / sum;
            hard[c] = counts * (c == label ? probability - 1 : probability);
        }
        double softSum = softmax(start, best, temperature);
        double divergence = 0;
        for (int c = 0; c < classes; c++) {
            double own = powers[c] / softSum;
            double wanted = teacher.probability(place, c);
            double logOwn = (values[start + c] - values[best]) / temperature - Math.log(softSum);
            divergence += wanted > 0 ? wanted * (Math.log(wanted) - logOwn) : 0;
            hard[c] = (1 - soft) * hard[c] + soft * temperature * (own - wanted);
        }
        loss += (1 - soft) * hardLoss + soft * temperature * temperature * divergence;
        for (int c = 0; c < classes; c++) {
            values[start + c] = (float) (weight * hard[c]);
        }
    }

    private double weightOf(int label) {
        return classWeights.length == 0 ? 1 : classWeights[label];
    }

    private int best(int start) {
        int best = start;
        for (int c = start; c < start + classes; c++) {
            best = values[c] > values[best] ? c : best;
        }
        return best;
    }

    /** Sets the powers of one image's logits, less the largest; gives their sum. */
    private double softmax(int start, int best, double temperature) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            powers[c] = Math.exp((values[start + c] - values[best]) / temperature);
            sum += powers[c];
        }
        return sum;
    }

    /** Summed over the lane's images of a step, in nats. */
    double loss() {
        return loss;
    }

    /** How many of the lane's images are classified right. */
    int right() {
        return right;
    }
}
