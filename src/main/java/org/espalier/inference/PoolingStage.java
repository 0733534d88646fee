package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;

/** Pooling over windows, channels last. */
record PoolingStage(Layer.Pooling layer, Slot in, Slot writes) implements Stage {

    /** Only unpadded averages come here, so what a divisor would do with padding does not matter. */
    private static final int DIVISOR = 1;

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        int channels = presence.present(in).length;
        return NativeOp.of(
                layer.reduction() == Layer.Pooling.Reduction.MAX ? "maxpool2d" : "avgpool2d",
                List.of(lane.cell(in).as(in.imageShape(lane.batch(), channels))),
                lane.cell(writes).as(writes.imageShape(lane.batch(), channels)),
                WindowArguments.ofPooling(layer.window(), DIVISOR));
    }
}
