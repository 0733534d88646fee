package org.espalier.training;

import java.util.List;
import org.espalier.inference.Affine;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = x·scale + shift} for each channel, neither of which is learned. */
final class TrainedAffine implements TrainingStage {

    private final boolean learns;
    private final List<Operation> forward;
    private final Operation backward;

    /** @param channels those that are not silenced */
    TrainedAffine(Affine affine, int[] channels, Signal in, Signal out, TrainingLane lane) {
        this.learns = in.learns();
        INDArray result = lane.valuesOf(out).asPixels();
        INDArray scale = row(affine.scale(), channels, lane);
        this.forward = List.of(
                Operation.pairwise("multiply", lane.valuesOf(in).asPixels(), scale, result),
                Operation.pairwise("add", result, row(affine.shift(), channels, lane), result));
        this.backward = Operation.pairwise(
                "multiply",
                lane.gradientOf(out).asPixels(),
                scale,
                lane.gradientOf(in).asPixels());
    }

    private static INDArray row(float[] of, int[] channels, TrainingLane lane) {
        float[] values = new float[channels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = of[channels[i]];
        }
        INDArray row = lane.allocate(channels.length);
        NativeArrays.put(values, row);
        return row;
    }

    @Override
    public void forward() {
        forward.forEach(Operation::run);
    }

    @Override
    public void backward() {
        if (learns) {
            backward.run();
        }
    }

    @Override
    public void close() {
        forward.forEach(Operation::close);
        backward.close();
    }
}
