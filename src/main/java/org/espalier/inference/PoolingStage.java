package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer.Pooling;
import org.espalier.network.Layer.Pooling.Reduction;
import org.espalier.network.Network;

/**
 * Pooling over windows, channels last.
 *
 * @param arguments of ND4J's operation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PoolingStage(Pooling layer, long[] arguments, Slot in, Slot writes) implements Stage {

    static PoolingStage of(Network network, Pooling layer, Slot in, Slot out) {
        return new PoolingStage(layer, WindowArguments.ofPooling(network, layer), in, out);
    }

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        int channels = presence.present(in).length;
        if (layer.reduction() == Reduction.SUM) {
            Cell pixels = lane.cell(in).as(lane.batch(), in.shape().positions(), channels);
            return NativeOp.of("reduce_sum", List.of(pixels), lane.cell(writes), 1);
        }
        return NativeOp.of(
                operation(),
                List.of(lane.cell(in).as(in.imageShape(lane.batch(), channels))),
                lane.cell(writes).as(writes.imageShape(lane.batch(), channels)),
                arguments);
    }

    private String operation() {
        return switch (layer.reduction()) {
            case MAX -> "maxpool2d";
            case AVERAGE -> "avgpool2d";
            case NORM -> "pnormpool2d";
            case SUM -> throw new IllegalStateException("a sum is taken over whole images");
        };
    }
}
