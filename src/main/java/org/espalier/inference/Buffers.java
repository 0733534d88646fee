package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Native arrays that are allocated once, reused for ever, and freed together. */
public final class Buffers implements AutoCloseable {

    private final List<INDArray> owned = new ArrayList<>();

    /** A new float array in row-major order; what it holds is undefined. */
    INDArray allocate(long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        owned.add(array);
        return array;
    }

    /** Takes over an array, to free it with the others. */
    INDArray own(INDArray array) {
        owned.add(array);
        return array;
    }

    /** A part of an array's memory under another shape, row-major. */
    public static INDArray view(INDArray of, long offset, long... shape) {
        long[] strides = new long[shape.length];
        long length = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = length;
            length *= shape[i];
        }
        if (offset + length > of.length()) {
            throw new IllegalArgumentException("a view of " + length + " values on " + of.length());
        }
        return Nd4j.create(of.data(), shape, strides, of.offset() + offset, 'c');
    }

    /** Copies values into a whole array; far faster than ND4J's element access. */
    static void put(float[] values, INDArray into) {
        put(values, 0, into);
    }

    /** The same, from a place of {@code values} on. */
    static void put(float[] values, int at, INDArray into) {
        if (values.length - at < into.length()) {
            throw new IllegalArgumentException(
                    "cannot copy " + values.length + " values into " + into.shapeInfoToString());
        }
        memoryOf(into).put(values, at, Math.toIntExact(into.length()));
    }

    /** Copies a whole array to a place of {@code values}. */
    static void get(INDArray from, float[] values, int at) {
        if (at + from.length() > values.length) {
            throw new IllegalArgumentException(
                    "cannot copy " + from.shapeInfoToString() + " into " + values.length + " values");
        }
        memoryOf(from).get(values, at, Math.toIntExact(from.length()));
    }

    /** Wraps ND4J's memory: nothing of it may be freed through this. */
    private static FloatPointer memoryOf(INDArray array) {
        return new FloatPointer(array.data().pointer()).position(array.offset());
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
