package org.espalier.training;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Negative values multiplied by slopes that are learned (PReLU; He et al. 2015, arXiv 1502.01852). */
final class TrainedSlopes implements TrainingStage {

    private final int[] slopeOf;
    private final boolean learns;
    private final INDArray slopes;
    private final INDArray slopeGradients;
    private final INDArray from;
    private final INDArray to;
    private final INDArray gradient;
    private final INDArray gradientBack;
    private final float[] slopeValues;
    private final float[] sums;
    private final float[] before;
    private final float[] behind;

    /** @param slopeOf see {@link SlopePlaces} */
    TrainedSlopes(int[] slopeOf, Weight weight, Signal in, Signal out, TrainingLane lane) {
        this.slopeOf = slopeOf;
        this.learns = in.learns();
        this.slopes = lane.row(weight);
        this.slopeGradients = lane.gradientMatrix(weight);
        this.from = lane.valuesOf(in).asList();
        this.to = lane.valuesOf(out).asList();
        this.gradient = lane.gradientOf(out).asList();
        this.gradientBack = lane.gradientOf(in).asList();
        this.slopeValues = new float[weight.length()];
        this.sums = new float[weight.length()];
        this.before = new float[Math.toIntExact(from.length())];
        this.behind = new float[before.length];
    }

    @Override
    public void forward() {
        NativeArrays.get(slopes, slopeValues);
        NativeArrays.get(from, before);
        for (int i = 0; i < before.length; i++) {
            float value = before[i];
            behind[i] = value < 0 ? value * slopeValues[slopeOf[i % slopeOf.length]] : value;
        }
        NativeArrays.put(behind, to);
    }

    @Override
    public void backward() {
        // What was read is still in "before".
        NativeArrays.get(gradient, behind);
        Arrays.fill(sums, 0);
        for (int i = 0; i < before.length; i++) {
            if (before[i] < 0) {
                int slope = slopeOf[i % slopeOf.length];
                sums[slope] += before[i] * behind[i];
                behind[i] *= slopeValues[slope];
            }
        }
        NativeArrays.get(slopeGradients, slopeValues);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += slopeValues[i];
        }
        NativeArrays.put(sums, slopeGradients);
        if (learns) {
            NativeArrays.put(behind, gradientBack);
        }
    }
}
