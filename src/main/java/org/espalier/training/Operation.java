package org.espalier.training;

import java.util.List;
import org.espalier.inference.NativeCall;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;

/** One of ND4J's operations, tied to its arrays. */
final class Operation implements AutoCloseable {

    private final NativeCall call;
    private final CpuOpContext context;

    private Operation(String name, List<INDArray> inputs, List<INDArray> outputs) {
        this.call = new NativeCall(name);
        this.context = call.context();
        for (int i = 0; i < inputs.size(); i++) {
            context.setInputArray(i, inputs.get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            context.setOutputArray(i, outputs.get(i));
        }
    }

    /** An operation with whole-number arguments. */
    static Operation of(String name, List<INDArray> inputs, List<INDArray> outputs, long... arguments) {
        Operation operation = new Operation(name, inputs, outputs);
        operation.context.setIArguments(arguments);
        return operation;
    }

    /** An operation on two arrays of one shape, or the second a row. */
    static Operation pairwise(String name, INDArray left, INDArray right, INDArray result) {
        return new Operation(name, List.of(left, right), List.of(result));
    }

    /** {@code result = left · right}, either one transposed on the way in. */
    static Operation product(INDArray left, boolean leftTurned, INDArray right, boolean rightTurned, INDArray result) {
        return of("matmul", List.of(left, right), List.of(result), leftTurned ? 1 : 0, rightTurned ? 1 : 0, 0);
    }

    /** {@code result += left · right}, the left one transposed on the way in. */
    static Operation addedProduct(INDArray left, boolean leftTurned, INDArray right, INDArray result) {
        return product(left, leftTurned, right, false, result).with(1, 1);
    }

    /**
     * {@code result = rows · matrix + bias}. As two operations: ND4J's {@code xw_plus_b} takes forty times as long for
     * widths such as 300.
     */
    static List<Operation> weighted(INDArray rows, INDArray matrix, @Nullable INDArray bias, INDArray result) {
        Operation product = product(rows, false, matrix, false, result);
        return bias == null
                ? List.of(product)
                : List.of(product, of("biasadd", List.of(result, bias), List.of(result)));
    }

    /** Sets the real arguments, for all runs from now on. */
    Operation with(double... arguments) {
        context.setTArguments(arguments);
        return this;
    }

    Operation withNumber(long argument) {
        context.setIArguments(argument);
        return this;
    }

    void run() {
        call.run();
    }

    @Override
    public void close() {
        call.close();
    }
}
