package org.espalier.inference;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where an operation finds an array, which may be another one in each run. */
@FunctionalInterface
interface Cell {

    INDArray array();

    /** A cell whose values are set from outside. */
    final class Variable implements Cell {
        private @Nullable Values values;

        void set(Values now) {
            values = now;
        }

        @Override
        public INDArray array() {
            return values().array();
        }

        /** The same values under another shape. */
        Cell as(long... shape) {
            return () -> values().as(shape);
        }

        private Values values() {
            if (values == null) {
                throw new IllegalStateException("read before it is set");
            }
            return values;
        }
    }
}
