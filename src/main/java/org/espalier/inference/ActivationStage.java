package org.espalier.inference;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An activation function in place, on one row per pixel. */
record ActivationStage(IActivation function, Slot writes) implements Stage {

    /** Operations that answer like DL4J's functions, and faster. */
    private static final Map<Class<?>, String> OPERATIONS = Map.of(
            ActivationTanH.class, "tanh",
            ActivationSigmoid.class, "sigmoid",
            ActivationSoftPlus.class, "softplus");

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
        String operation = OPERATIONS.get(function.getClass());
        if (operation != null) {
            return NativeOp.of(operation, List.of(rows), rows);
        }
        if (function instanceof ActivationLReLU leaky) {
            return leaky(leaky, rows, lane, presence);
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

    private Bound leaky(ActivationLReLU leaky, Cell rows, Lane lane, Presence presence) {
        long channels = presence.present(writes).length;
        long pixels = (long) lane.batch() * writes.shape().positions();
        INDArray slopes = Nd4j.valueArrayOf(new long[] {1, channels}, leaky.getAlpha(), DataType.FLOAT);
        return Bound.of(List.of(Slopes.behind(rows, () -> slopes, pixels, channels)), slopes);
    }
}
