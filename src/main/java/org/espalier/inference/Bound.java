package org.espalier.inference;

import java.util.List;

/** Work of a {@link Stage} that is ready to run on the buffers of one {@link Lane}, again and again. */
interface Bound extends AutoCloseable {

    void run();

    @Override
    default void close() {}

    /** One after the other. */
    static Bound of(List<Bound> parts) {
        return new Bound() {
            @Override
            public void run() {
                parts.forEach(Bound::run);
            }

            @Override
            public void close() {
                parts.forEach(Bound::close);
            }
        };
    }
}
