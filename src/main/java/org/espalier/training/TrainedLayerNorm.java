package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = g·(x − μ)/σ + b} with mean and deviation over the units of each image (Ba et al. 2016, arXiv 1607.06450). */
final class TrainedLayerNorm implements TrainingStage {

    private final List<Operation> forward = new ArrayList<>();
    private final List<Operation> backward = new ArrayList<>();

    TrainedLayerNorm(Weight gain, @Nullable Weight bias, Signal in, Signal out, TrainingLane lane) {
        INDArray values = lane.valuesOf(in).asRows();
        INDArray normal = lane.newLike(in).asRows();
        INDArray result = lane.valuesOf(out).asRows();
        INDArray gradient = lane.gradientOf(out).asRows();
        INDArray product = lane.scratchLike(out).asRows();
        INDArray ones = lane.ones(gradient.rows());
        INDArray gains = lane.row(gain);
        forward.add(Operation.of("standardize", List.of(values), List.of(normal), 1));
        forward.add(Operation.pairwise("multiply", normal, gains, result));
        if (bias != null) {
            forward.add(Operation.of("biasadd", List.of(result, lane.row(bias)), List.of(result)));
            backward.add(Operation.addedProduct(ones, false, gradient, lane.gradientMatrix(bias)));
        }
        backward.add(Operation.pairwise("multiply", gradient, normal, product));
        backward.add(Operation.addedProduct(ones, false, product, lane.gradientMatrix(gain)));
        backward.add(Operation.pairwise("multiply", gradient, gains, product));
        backward.add(Operation.of(
                "standardize_bp",
                List.of(values, product),
                List.of(lane.gradientOf(in).asRows()),
                1));
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
