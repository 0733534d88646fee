package org.espalier.training;

import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each channel summed over the whole image. */
final class TrainedSum implements TrainingStage {

    private final Shape shape;
    private final boolean learns;
    private final INDArray from;
    private final INDArray to;
    private final INDArray gradient;
    private final INDArray gradientBack;
    private final float[] images;
    private final float[] sums;

    TrainedSum(Signal in, Signal out, TrainingLane lane) {
        this.shape = in.shape();
        this.learns = in.learns();
        this.from = lane.valuesOf(in).asList();
        this.to = lane.valuesOf(out).asList();
        this.gradient = lane.gradientOf(out).asList();
        this.gradientBack = lane.gradientOf(in).asList();
        this.images = new float[Math.toIntExact(from.length())];
        this.sums = new float[Math.toIntExact(to.length())];
    }

    @Override
    public void forward() {
        NativeArrays.get(from, images);
        int channels = shape.channels();
        for (int image = 0; image < sums.length / channels; image++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int position = 0; position < shape.positions(); position++) {
                    sum += images[(image * shape.positions() + position) * channels + c];
                }
                sums[image * channels + c] = (float) sum;
            }
        }
        NativeArrays.put(sums, to);
    }

    @Override
    public void backward() {
        if (!learns) {
            return;
        }
        NativeArrays.get(gradient, sums);
        int channels = shape.channels();
        for (int pixel = 0; pixel < images.length / channels; pixel++) {
            System.arraycopy(sums, pixel / shape.positions() * channels, images, pixel * channels, channels);
        }
        NativeArrays.put(images, gradientBack);
    }
}
