package org.espalier.inference;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.espalier.network.Layer.Pooling;
import org.espalier.network.Layer.Pooling.Reduction;
import org.espalier.network.Network;

/**
 * Pooling over windows, channels last.
 *
 * @param extra for averages whether padding counts (1) or not (0); for norms the norm
 */
record PoolingStage(Pooling layer, int extra, Slot in, Slot writes) implements Stage {

    static PoolingStage of(Network network, Pooling layer, Slot in, Slot out) {
        Layer configuration = network.engine().getLayer(layer.name()).conf().getLayer();
        int extra = 0;
        if (layer.reduction() == Reduction.NORM) {
            extra = configuration instanceof SubsamplingLayer windows
                    ? windows.getPnorm()
                    : ((GlobalPoolingLayer) configuration).getPnorm();
        } else if (layer.reduction() == Reduction.AVERAGE && configuration instanceof SubsamplingLayer windows) {
            extra = windows.isAvgPoolIncludePadInDivisor() ? 1 : 0;
        }
        return new PoolingStage(layer, extra, in, out);
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
                WindowArguments.ofPooling(layer.window(), extra));
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
