package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each image's values divided by their Euclidean length. */
final class LengthStage extends OpaqueStage {

    private final double shortest;

    /** @param shortest what shorter lengths count as */
    LengthStage(Layer.Opaque layer, double shortest, Slot in, Slot out) {
        super(layer, List.of(in), out);
        this.shortest = shortest;
    }

    @Override
    Bound bind(Lane lane) {
        Slot in = reads().get(0);
        Cell rows = lane.cell(in).as(lane.batch(), in.shape().values());
        Cell out = lane.cell(writes()).as(lane.batch(), in.shape().values());
        INDArray lengths = Nd4j.create(DataType.FLOAT, lane.batch(), 1);
        INDArray floor = Nd4j.create(DataType.FLOAT, lane.batch(), 1).assign(shortest);
        Cell length = () -> lengths;
        return Bound.of(
                List.of(
                        NativeOp.of("reduce_norm2", List.of(rows), length, new double[] {1}, 1),
                        NativeOp.of("maximum", List.of(length, () -> floor), length),
                        NativeOp.of("divide", List.of(rows, length), out)),
                lengths,
                floor);
    }
}
