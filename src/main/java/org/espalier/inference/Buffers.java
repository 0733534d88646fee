package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Native arrays that are allocated once, reused for ever, and freed together. */
final class Buffers implements AutoCloseable {

    private final List<INDArray> owned = new ArrayList<>();

    /** A new float array in row-major order, filled with zeros. */
    INDArray allocate(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        owned.add(array);
        return array;
    }

    /** Copies values into a whole array; far faster than ND4J's element access. */
    static void put(float[] values, INDArray into) {
        if (values.length != into.length() || into.offset() != 0) {
            throw new IllegalArgumentException(
                    "cannot copy " + values.length + " values into " + into.shapeInfoToString());
        }
        // Wraps ND4J's memory: nothing of it may be freed here.
        new FloatPointer(into.data().pointer()).put(values);
    }

    /** Copies a whole array out. */
    static void get(INDArray from, float[] values) {
        if (values.length != from.length() || from.offset() != 0) {
            throw new IllegalArgumentException(
                    "cannot copy " + from.shapeInfoToString() + " into " + values.length + " values");
        }
        new FloatPointer(from.data().pointer()).get(values);
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
