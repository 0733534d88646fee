package org.espalier.network;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** Layers that DL4J wraps so that training leaves them as they are; they answer like any other. */
public final class HeldLayers {

    private HeldLayers() {}

    /** Whether training leaves it as it is. */
    public static boolean isHeld(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                && within(layer.getLayerConf().getLayer())
                        != layer.getLayerConf().getLayer();
    }

    /** The layer itself, without what holds it. */
    public static Layer within(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }
}
