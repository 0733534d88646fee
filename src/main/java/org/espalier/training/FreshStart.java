package org.espalier.training;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.HeldLayers;
import org.espalier.network.Network;
import org.espalier.text.Refused;

/** Networks as they are before any training. */
public final class FreshStart {

    private FreshStart() {}

    /**
     * A network of the same layers with new weights, drawn as each layer's configuration says: the same seed draws the
     * same ones. Layers that are held stay as they are: nothing would train new weights of theirs.
     */
    public static Network of(Network network, long seed) {
        ComputationGraphConfiguration configuration = network.copyOfConfiguration();
        configuration.getDefaultConfiguration().setSeed(seed);
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(seed);
            }
        });
        ComputationGraph fresh = new ComputationGraph(configuration);
        fresh.init();
        configuration.getVertices().forEach((name, vertex) -> {
            if (HeldLayers.isHeld(vertex)) {
                fresh.getLayer(name)
                        .paramTable()
                        .forEach((parameter, array) ->
                                array.assign(network.engine().getLayer(name).getParam(parameter)));
            }
        });
        try {
            return network.as(fresh);
        } catch (Refused impossible) {
            throw new IllegalStateException("the layers are those of " + network.name(), impossible);
        }
    }
}
