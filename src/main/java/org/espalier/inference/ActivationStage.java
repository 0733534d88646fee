package org.espalier.inference;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function in place, on one row per pixel. */
record ActivationStage(IActivation function, Slot writes) implements Stage {

    @Override
    public List<Slot> reads() {
        return List.of(writes);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        if (function.getClass() == ActivationReLU.class) {
            return NativeOp.inPlace("relu", lane.cell(writes), 0);
        }
        Cell rows = Rows.of(lane, writes, presence);
        if (function.getClass() == ActivationSoftmax.class) {
            return NativeOp.of("softmax", List.of(rows), rows, 1);
        }
        return () -> {
            INDArray values = rows.array();
            INDArray result = function.getActivation(values, false);
            // Some functions of DL4J answer in a new array.
            if (result != values) {
                values.assign(result);
                result.close();
            }
        };
    }
}
