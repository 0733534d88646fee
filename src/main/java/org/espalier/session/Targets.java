package org.espalier.session;

import java.util.List;
import org.espalier.network.Structure;
import org.espalier.pruning.Granularity;

/**
 * What a layer's slider moves: where units are cut, the whole group of coupled layers; where single weights are
 * cut, each layer for itself.
 */
record Targets(Structure network, Granularity granularity) {

    /** The name that the layer has in plans. */
    String of(String layer) {
        return isCoupled(layer) ? network.units().groupOf(layer).name() : layer;
    }

    /** The layers that are moved with a layer, itself among them. */
    List<String> movedWith(String layer) {
        return isCoupled(layer) ? network.units().groupOf(layer).layers() : List.of(layer);
    }

    private boolean isCoupled(String layer) {
        return granularity == Granularity.UNITS && network.graph().layer(layer).hasUnits();
    }
}
