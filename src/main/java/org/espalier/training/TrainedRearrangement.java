package org.espalier.training;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each value behind is one in front, or zero: padding, cropping, upsampling, some of the channels, flattening. */
final class TrainedRearrangement implements TrainingStage {

    private final int[] origins;
    private final boolean learns;
    private final INDArray from;
    private final INDArray to;
    private final INDArray gradient;
    private final INDArray gradientBack;
    private final float[] before;
    private final float[] behind;

    /** @param origins see {@link Origins} */
    TrainedRearrangement(int[] origins, Signal in, Signal out, TrainingLane lane) {
        this.origins = origins;
        this.learns = in.learns();
        this.from = lane.valuesOf(in).asList();
        this.to = lane.valuesOf(out).asList();
        this.gradient = lane.gradientOf(out).asList();
        this.gradientBack = lane.gradientOf(in).asList();
        this.before = new float[Math.toIntExact(from.length())];
        this.behind = new float[Math.toIntExact(to.length())];
    }

    @Override
    public void forward() {
        NativeArrays.get(from, before);
        int images = behind.length / origins.length;
        int each = before.length / images;
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < origins.length; i++) {
                behind[image * origins.length + i] = origins[i] < 0 ? 0 : before[image * each + origins[i]];
            }
        }
        NativeArrays.put(behind, to);
    }

    @Override
    public void backward() {
        if (!learns) {
            return;
        }
        NativeArrays.get(gradient, behind);
        Arrays.fill(before, 0);
        int images = behind.length / origins.length;
        int each = before.length / images;
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < origins.length; i++) {
                if (origins[i] >= 0) {
                    before[image * each + origins[i]] += behind[image * origins.length + i];
                }
            }
        }
        NativeArrays.put(before, gradientBack);
    }
}
