package org.espalier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array and the other shapes in which operations want it: each view is made once, because that takes as long as a
 * small operation. Not thread safe.
 */
final class Values {

    private final INDArray array;
    private final List<INDArray> views = new ArrayList<>(2);

    Values(INDArray array) {
        this.array = array;
    }

    INDArray array() {
        return array;
    }

    /** The same memory, row-major, under another shape. */
    INDArray as(long... shape) {
        if (Arrays.equals(array.shape(), shape)) {
            return array;
        }
        for (INDArray view : views) {
            if (Arrays.equals(view.shape(), shape)) {
                return view;
            }
        }
        INDArray view = Buffers.view(array, 0, shape);
        views.add(view);
        return view;
    }
}
