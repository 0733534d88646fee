package org.espalier.pruning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Builds the smaller network: removed units are gone from every layer that makes, passes on or reads them, single
 * removed weights are zero.
 *
 * <p>What stays keeps its order, its name and its values; nothing is trained or initialised anew. There is no state of
 * an optimiser to carry over: networks here are opened without it.
 */
public final class Surgeon {

    private final Network network;
    private final PruningMask mask;

    private Surgeon(Network network, PruningMask mask) {
        this.network = network;
        this.mask = mask;
    }

    /**
     * Cuts a network, which stays as it is.
     *
     * @return a network that answers like the old one under the mask
     * @throws Refused where nothing would be left of a layer, or one cannot be cut
     */
    public static Network cut(Network network, PruningMask mask) throws Refused {
        new Cuttable(network, mask).check();
        return new Surgeon(network, mask).cut();
    }

    /**
     * Puts a cut network back to where it came from: under the mask the answer is like it.
     *
     * @param whole of the size before the cut; it stays as it is, and what it holds at silenced places is kept
     * @param cut of the sizes that {@link #cut} gives under this mask, with any values
     */
    public static Network grow(Network whole, PruningMask mask, Network cut) {
        return new Surgeon(whole, mask).grow(cut);
    }

    private Network grow(Network cut) {
        ComputationGraph grown = network.copyOfEngine();
        for (String vertex : network.engine().getConfiguration().getVertices().keySet()) {
            if (network.engine().getVertex(vertex).hasLayer()) {
                Layer layer = network.graph().layer(vertex);
                LayerCut cutting = LayerCut.of(network, mask, layer);
                grown.getLayer(vertex).paramTable().forEach((name, target) -> {
                    float[] values = network.values(vertex, name);
                    new Piece(target.shape(), cutting.places(name, target.shape()))
                            .put(cut.values(vertex, name), values);
                    target.assign(Nd4j.create(values, target.shape(), 'c').castTo(target.dataType()));
                });
            }
        }
        try {
            return network.as(grown);
        } catch (Refused impossible) {
            throw new IllegalStateException("the layers are those of " + network.name(), impossible);
        }
    }

    /** The units that stay of each layer with units of its own, by their places in the uncut layer. */
    public static Map<String, List<Integer>> keptUnits(Structure network, PruningMask mask) {
        Map<String, List<Integer>> kept = new LinkedHashMap<>();
        for (Layer layer : network.graph().layers()) {
            if (layer.hasUnits()) {
                int[] places = KeptChannels.kept(network.units().behind(layer.name()), mask);
                kept.put(layer.name(), Arrays.stream(places).boxed().toList());
            }
        }
        return kept;
    }

    private Network cut() throws Refused {
        ComputationGraphConfiguration configuration = network.copyOfConfiguration();
        VertexCut vertices = new VertexCut(network, mask);
        configuration.getVertices().forEach(vertices::resize);
        ComputationGraph smaller = new ComputationGraph(configuration);
        smaller.init(Nd4j.create(configuration.getDataType(), 1, sizeOf(configuration)), false);
        for (String vertex : configuration.getVertices().keySet()) {
            if (network.engine().getVertex(vertex).hasLayer()) {
                copyParameters(network.graph().layer(vertex), smaller);
            }
        }
        return network.as(smaller);
    }

    private static long sizeOf(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .mapToLong((GraphVertex vertex) -> vertex.numParams(true))
                .sum();
    }

    private void copyParameters(Layer layer, ComputationGraph smaller) {
        LayerCut cut = LayerCut.of(network, mask, layer);
        Map<String, INDArray> targets = smaller.getLayer(layer.name()).paramTable();
        network.engine().getLayer(layer.name()).paramTable().forEach((name, source) -> {
            Piece piece = new Piece(source.shape(), cut.places(name, source.shape()));
            INDArray target = targets.get(name);
            if (target == null || !Arrays.equals(sizes(target.shape()), sizes(piece.shape()))) {
                throw new IllegalStateException(layer.name() + " has no room for its " + name);
            }
            float[] kept = piece.of(values(layer, name));
            target.assign(Nd4j.create(kept, target.shape(), 'c').castTo(target.dataType()));
        });
    }

    /** DL4J gives some rows of parameters one dimension, or two of which one is 1, depending on how they are made. */
    private static long[] sizes(long... shape) {
        return Arrays.stream(shape).filter(size -> size != 1).toArray();
    }

    /** Removed weights are zero, whatever of them is kept. */
    private float[] values(Layer layer, String parameter) {
        return layer instanceof Layer.Weighted weighted && parameter.equals(weighted.weights())
                ? MaskedWeights.of(network, weighted).under(mask)
                : network.values(layer.name(), parameter);
    }
}
