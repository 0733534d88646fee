package org.espalier.inference;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of weights, laid out anew for each mask within memory that is allocated once. */
final class Constant implements Cell {

    private final INDArray memory;
    private INDArray array;

    /** @param values how many it may hold */
    Constant(Buffers buffers, long values) {
        memory = buffers.allocate(values);
        array = memory;
    }

    void put(float[] values, long... shape) {
        if (!java.util.Arrays.equals(array.shape(), shape)) {
            array = Buffers.view(memory, 0, shape);
        }
        Buffers.put(values, array);
    }

    @Override
    public INDArray array() {
        return array;
    }
}
