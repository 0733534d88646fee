package org.espalier.inference;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Work of a {@link Stage} that is ready to run on the buffers of one {@link Lane}, again and again. */
interface Bound extends AutoCloseable {

    void run();

    @Override
    default void close() {}

    /**
     * One after the other.
     *
     * @param room what they need on the way; freed with them
     */
    static Bound of(List<Bound> parts, INDArray... room) {
        return new Bound() {
            @Override
            public void run() {
                parts.forEach(Bound::run);
            }

            @Override
            public void close() {
                parts.forEach(Bound::close);
                List.of(room).forEach(INDArray::close);
            }
        };
    }
}
