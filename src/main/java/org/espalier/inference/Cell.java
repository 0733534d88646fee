package org.espalier.inference;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where an operation finds an array, which may be another one in each run. */
@FunctionalInterface
interface Cell {

    INDArray array();

    /** A cell whose array is set from outside. */
    final class Variable implements Cell {
        private @Nullable INDArray array;

        void set(INDArray now) {
            array = now;
        }

        @Override
        public INDArray array() {
            if (array == null) {
                throw new IllegalStateException("read before it is set");
            }
            return array;
        }
    }

    /** The same memory under another shape; made again only when the array is another one. */
    default Cell as(long... shape) {
        return new Cell() {
            private @Nullable INDArray from;
            private @Nullable INDArray view;

            @Override
            public INDArray array() {
                INDArray now = Cell.this.array();
                if (view == null || from != now) {
                    view = now.reshape('c', shape);
                    from = now;
                }
                return view;
            }
        };
    }
}
