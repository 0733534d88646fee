package org.espalier.pruning;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.espalier.network.HeldLayers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/** Writes smaller sizes into a configuration, vertex by vertex. */
final class VertexCut {

    private final Network network;
    private final PruningMask mask;

    VertexCut(Network network, PruningMask mask) {
        this.network = network;
        this.mask = mask;
    }

    void resize(String name, GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer) {
            LayerCut.of(network, mask, network.graph().layer(name))
                    .resize(HeldLayers.within(layer.getLayerConf().getLayer()));
            resize(name, layer.getPreProcessor());
        } else if (vertex instanceof PreprocessorVertex preprocessor) {
            resize(name, preprocessor.getPreProcessor());
        } else if (vertex instanceof SubsetVertex subset) {
            resize(name, subset);
        }
    }

    private void resize(String name, @Nullable InputPreProcessor before) {
        // One that has not run yet counts no channels.
        if (before instanceof CnnToFeedForwardPreProcessor flatten && flatten.getNumChannels() > 0) {
            flatten.setNumChannels(keptInFront(name).length);
        }
    }

    /** The units of a segment stay together, as those in front of it do. */
    private void resize(String name, SubsetVertex subset) {
        int[] front = keptInFront(name);
        int from = 0;
        while (from < front.length && front[from] < subset.getFrom()) {
            from++;
        }
        int to = from;
        while (to < front.length && front[to] <= subset.getTo()) {
            to++;
        }
        subset.setFrom(from);
        subset.setTo(to - 1);
    }

    private int[] keptInFront(String vertex) {
        List<String> reads = Objects.requireNonNull(
                network.engine().getConfiguration().getVertexInputs().get(vertex), vertex);
        return KeptChannels.kept(network.units().behind(reads.get(0)), mask);
    }
}
