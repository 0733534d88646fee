package org.espalier.inference;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Negative values multiplied by slopes, in place: four simple operations, much faster than ND4J's single one. */
final class Slopes {

    private Slopes() {}

    /**
     * @param rows {@code [rows, n]}
     * @param slopes {@code [1, n]}
     * @param shape of {@code rows}
     */
    static Bound behind(Cell rows, Cell slopes, long... shape) {
        INDArray memory = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        Cell positive = () -> memory;
        return Bound.of(
                List.of(
                        NativeOp.of("relu", List.of(rows), positive, new double[] {0}),
                        NativeOp.of("subtract", List.of(rows, positive), rows),
                        NativeOp.of("multiply", List.of(rows, slopes), rows),
                        NativeOp.of("add", List.of(rows, positive), rows)),
                memory);
    }
}
