package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A fully connected layer; images are read flattened, channels fastest. */
final class TrainedDense implements TrainingStage {

    private final List<Operation> forward;
    private final List<Operation> backward = new ArrayList<>();

    TrainedDense(Weight matrix, @Nullable Weight bias, Signal in, Signal out, TrainingLane lane) {
        INDArray rows = lane.valuesOf(in).asRows();
        INDArray result = lane.valuesOf(out).asRows();
        INDArray gradient = lane.gradientOf(out).asRows();
        INDArray weights = lane.matrix(matrix);
        this.forward = Operation.weighted(rows, weights, bias == null ? null : lane.row(bias), result);
        backward.add(Operation.addedProduct(rows, true, gradient, lane.gradientMatrix(matrix)));
        if (bias != null) {
            backward.add(Operation.addedProduct(lane.ones(lane.images()), false, gradient, lane.gradientMatrix(bias)));
        }
        if (in.learns()) {
            backward.add(Operation.product(
                    gradient, false, weights, true, lane.gradientOf(in).asRows()));
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
        forward.forEach(Operation::close);
        backward.forEach(Operation::close);
    }
}
