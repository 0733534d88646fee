package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;

/**
 * A layer or vertex that DL4J runs itself, for want of a stage of our own: slower, and still right.
 *
 * <p>It gets all of its channels, because the units in front of an opaque layer are frozen.
 */
record Dl4jStage(Network network, Layer.Opaque layer, List<Slot> reads, Slot writes) implements Stage {

    @Override
    public Bound bind(Lane lane, Presence presence) {
        for (Slot slot : reads) {
            if (presence.present(slot).length != slot.shape().channels()) {
                throw new IllegalStateException(layer.name() + " reads units that are silenced");
            }
        }
        return new Dl4jVertex(network, layer, lane, reads, writes);
    }
}
