package org.espalier.training;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.espalier.inference.Buffers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays outside the heap that are allocated once, reused for ever, and freed together. */
final class NativeArrays implements AutoCloseable {

    private final List<INDArray> owned = new ArrayList<>();

    /** A new float array of zeros in row-major order. */
    INDArray allocate(long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        owned.add(array);
        return array;
    }

    /** A part of an array's memory under another shape, row-major. */
    static INDArray view(INDArray of, long offset, long... shape) {
        return Buffers.view(of, offset, shape);
    }

    /** Copies a whole array to the start of {@code values}; far faster than ND4J's element access. */
    static void get(INDArray from, float[] values) {
        bufferOf(from).get(values, 0, Math.toIntExact(from.length()));
    }

    /** Fills a whole array from the start of {@code values}. */
    static void put(float[] values, INDArray into) {
        bufferOf(into).put(values, 0, Math.toIntExact(into.length()));
    }

    /** The memory itself. Making a view or a buffer takes as long as a small operation, so hot loops keep theirs. */
    static FloatBuffer bufferOf(INDArray array) {
        return new FloatPointer(array.data().pointer())
                .position(array.offset())
                .limit(array.offset() + array.length())
                .asBuffer();
    }

    /** The bits of its numbers. */
    static IntBuffer bitsOf(INDArray array) {
        return new IntPointer(array.data().pointer())
                .position(array.offset())
                .limit(array.offset() + array.length())
                .asBuffer();
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
    }
}
