package org.espalier.training;

import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One lane's memory of a signal's values, or of its gradient, under the shapes in which operations want it. */
final class SignalArrays {

    private final INDArray memory;
    private final int images;
    private final Shape shape;

    /** @param memory that holds as many values as all images have */
    SignalArrays(INDArray memory, int images, Shape shape) {
        this.memory = memory;
        this.images = images;
        this.shape = shape;
    }

    int images() {
        return images;
    }

    Shape shape() {
        return shape;
    }

    /** {@code [image, height, width, channel]}. */
    INDArray asImages() {
        return NativeArrays.view(memory, 0, images, shape.height(), shape.width(), shape.channels());
    }

    /** {@code [pixel, channel]}. */
    INDArray asPixels() {
        return pixelsOf(0, images);
    }

    /** {@code [pixel, channel]} of some images. */
    INDArray pixelsOf(int first, int count) {
        return NativeArrays.view(
                memory, (long) first * shape.values(), (long) count * shape.positions(), shape.channels());
    }

    /** {@code [image, value]}, channels fastest. */
    INDArray asRows() {
        return NativeArrays.view(memory, 0, images, shape.values());
    }

    /** All values of some images, one behind the other. */
    INDArray valuesOf(int first, int count) {
        return NativeArrays.view(memory, (long) first * shape.values(), (long) count * shape.values());
    }

    /** All of it, in the order of the memory. */
    INDArray asList() {
        return valuesOf(0, images);
    }
}
