package org.espalier.training;

import org.espalier.network.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What flows from one stage to the next: values on the way forward, their gradient on the way back.
 *
 * @param shape of one image, without what no layer behind reads
 * @param learns whether weights stand in front of it, so that its gradient is wanted
 * @param of the signal whose values these are, where several layers read it and each has a gradient of its own
 */
record Signal(
        int index, Shape shape, boolean learns, @Nullable Signal of) {

    /** Of what a stage keeps to itself: lanes make no array for it. */
    static Signal ofNoArray(Shape shape) {
        return new Signal(-1, shape, true, null);
    }
}
