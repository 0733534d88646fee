package org.espalier.inference;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.espalier.network.Layer;

/** Normalisation by the neighbouring channels: {@code x / (k + α·Σx²)^β} (Krizhevsky et al. 2012). */
final class NeighbourNormStage extends OpaqueStage {

    private final LocalResponseNormalization norm;

    NeighbourNormStage(Layer.Opaque layer, LocalResponseNormalization norm, Slot in, Slot out) {
        super(layer, List.of(in), out);
        this.norm = norm;
    }

    @Override
    Bound bind(Lane lane) {
        int onEachSide = (int) norm.getN() / 2;
        return NativeOp.of(
                "lrn",
                List.of(imagesIn(lane)),
                imagesOut(lane),
                new double[] {norm.getK(), norm.getAlpha(), norm.getBeta()},
                onEachSide);
    }
}
