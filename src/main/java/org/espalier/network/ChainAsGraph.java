package org.espalier.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * A chain of layers (DL4J's MultiLayerNetwork) described as a graph, so that the rest of the program knows one kind.
 *
 * <p>DL4J's own conversion calls the layers 0, 1, 2; here they keep their names. Weights lie in the same order.
 */
final class ChainAsGraph {

    private ChainAsGraph() {}

    static ComputationGraphConfiguration of(MultiLayerConfiguration chain) {
        List<NeuralNetConfiguration> layers = chain.getConfs();
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layers");
        }
        Set<String> taken = new HashSet<>();
        String previous = unique("input", 0, taken);
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(chain.getDataType())
                .graphBuilder()
                .addInputs(previous);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i).getLayer().clone();
            String name = unique(layer.getLayerName(), i, taken);
            layer.setLayerName(name);
            graph.addLayer(name, layer, chain.getInputPreProcess(i), previous);
            previous = name;
        }
        return graph.setOutputs(previous).validateOutputLayerConfig(false).build();
    }

    /**
     * The chain again, with layers that may have changed or gone since it was made a graph; all else is as it was.
     *
     * @param graph what {@link #of} made of the chain, or what became of that
     */
    static MultiLayerConfiguration changed(MultiLayerConfiguration chain, ComputationGraphConfiguration graph) {
        MultiLayerConfiguration changed = chain.clone();
        List<NeuralNetConfiguration> layers = new ArrayList<>();
        Map<Integer, InputPreProcessor> preProcessors = new HashMap<>();
        Set<String> taken = new HashSet<>();
        unique("input", 0, taken);
        for (int i = 0; i < chain.getConfs().size(); i++) {
            NeuralNetConfiguration layer = changed.getConf(i);
            String original = layer.getLayer().getLayerName();
            if (graph.getVertices().get(unique(original, i, taken)) instanceof LayerVertex vertex) {
                layer.setLayer(vertex.getLayerConf().getLayer().clone());
                layer.getLayer().setLayerName(original);
                if (vertex.getPreProcessor() != null) {
                    preProcessors.put(layers.size(), vertex.getPreProcessor().clone());
                }
                layers.add(layer);
            }
        }
        changed.setConfs(layers);
        changed.setInputPreProcessors(preProcessors);
        return changed;
    }

    private static String unique(@Nullable String name, int place, Set<String> taken) {
        String candidate = name == null || name.isBlank() ? "layer" + place : name;
        while (!taken.add(candidate)) {
            candidate += "-" + place;
        }
        return candidate;
    }
}
