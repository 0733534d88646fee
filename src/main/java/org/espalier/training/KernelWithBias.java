package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution's kernel with its bias as the last row: its product with patches that see a 1 as well is the whole
 * convolution, and so is the product of such patches with a gradient. Passes over the largest arrays are saved by that.
 */
final class KernelWithBias implements AutoCloseable {

    private final INDArray matrix;
    private final INDArray gradient;
    private final FloatBuffer joint;
    private final FloatBuffer kernel;
    private final FloatBuffer bias;
    private final List<Operation> additions;

    /** @param parts of a convolution with a bias */
    static KernelWithBias of(TrainedConvolution.Parts parts, TrainingLane lane) {
        return new KernelWithBias(parts.kernel(), Objects.requireNonNull(parts.bias()), lane);
    }

    private KernelWithBias(Weight kernel, Weight bias, TrainingLane lane) {
        int filters = bias.length();
        int rows = kernel.length() / filters;
        this.matrix = lane.allocate(rows + 1L, filters);
        this.gradient = lane.allocate(rows + 1L, filters);
        this.joint = NativeArrays.bufferOf(matrix);
        this.kernel = NativeArrays.bufferOf(lane.matrix(kernel));
        this.bias = NativeArrays.bufferOf(lane.row(bias));
        this.additions =
                List.of(added(lane.gradientMatrix(kernel), 0), added(lane.gradientMatrix(bias), kernel.length()));
    }

    private Operation added(INDArray to, long offset) {
        return Operation.pairwise("add", to, NativeArrays.view(gradient, offset, to.rows(), to.columns()), to);
    }

    /** {@code [what a window sees and a 1, filter]}. */
    INDArray matrix() {
        return matrix;
    }

    INDArray gradient() {
        return gradient;
    }

    /** Takes the parameters as they are now. */
    void load() {
        joint.put(0, kernel, 0, kernel.capacity());
        joint.put(kernel.capacity(), bias, 0, bias.capacity());
    }

    /** Adds its gradient to those of the lane. */
    void addGradient() {
        additions.forEach(Operation::run);
    }

    @Override
    public void close() {
        additions.forEach(Operation::close);
    }
}
