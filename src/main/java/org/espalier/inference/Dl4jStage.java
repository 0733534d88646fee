package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;

/** A layer or vertex that DL4J runs itself, for want of a stage of our own: slower, and still right. */
final class Dl4jStage extends OpaqueStage {

    private final Network network;

    Dl4jStage(Network network, Layer.Opaque layer, List<Slot> reads, Slot writes) {
        super(layer, reads, writes);
        this.network = network;
    }

    @Override
    Bound bind(Lane lane) {
        return new Dl4jVertex(network, layer(), lane, reads(), writes());
    }
}
