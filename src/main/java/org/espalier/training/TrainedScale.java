package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = x·w + b} for each channel, both of which are learned. */
final class TrainedScale implements TrainingStage {

    private final List<Operation> forward;
    private final List<Operation> backward = new ArrayList<>();

    TrainedScale(Weight weight, Weight bias, Signal in, Signal out, TrainingLane lane) {
        INDArray values = lane.valuesOf(in).asPixels();
        INDArray result = lane.valuesOf(out).asPixels();
        INDArray gradient = lane.gradientOf(out).asPixels();
        INDArray product = lane.scratchLike(out).asPixels();
        INDArray ones = lane.ones(gradient.rows());
        INDArray scale = lane.row(weight);
        this.forward = List.of(
                Operation.pairwise("multiply", values, scale, result),
                Operation.pairwise("add", result, lane.row(bias), result));
        backward.add(Operation.addedProduct(ones, false, gradient, lane.gradientMatrix(bias)));
        backward.add(Operation.pairwise("multiply", gradient, values, product));
        backward.add(Operation.addedProduct(ones, false, product, lane.gradientMatrix(weight)));
        if (in.learns()) {
            backward.add(Operation.pairwise(
                    "multiply", gradient, scale, lane.gradientOf(in).asPixels()));
        }
    }

    @Override
    public void forward() {
        forward.forEach(Operation::run);
    }

    @Override
    public void backward() {
        backward.forEach(Operation::run);
    }

    @Override
    public void close() {
        Stream.of(forward, backward).flatMap(List::stream).forEach(Operation::close);
    }
}
