package org.espalier.pruning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the network without a part of it. What stays keeps its name, its configuration and its weights. */
public final class LayerRemover {

    private final Network network;
    private final LayerRemoval removal;
    private final PruningMask mask;
    private final ComputationGraphConfiguration configuration;

    private LayerRemover(Network network, LayerRemoval removal, PruningMask mask) {
        this.network = network;
        this.removal = removal;
        this.mask = mask;
        this.configuration = network.copyOfConfiguration();
    }

    /**
     * The network without a part; the given one answers as before.
     *
     * @param removal one of {@link LayerRemovals#of} this network
     * @throws Refused where what is left is not a network that can be run
     */
    public static Network remove(Network network, LayerRemoval removal) throws Refused {
        return remove(network, removal, PruningMask.NONE);
    }

    /**
     * The same for a masked network. Where two layers become one, what is silenced in and between them is silent in that one.
     *
     * @param mask of the given network; what it says of other layers is of no interest
     */
    public static Network remove(Network network, LayerRemoval removal, PruningMask mask) throws Refused {
        return new LayerRemover(network, removal, mask).build();
    }

    private Network build() throws Refused {
        LinearNeighbours.Merged merged = removal.kind() == LayerRemoval.Kind.MERGED ? merge() : null;
        if (merged == null || network.graph().layer(removal.place()).inputs().contains(removal.standIn())) {
            rewire(removal.place(), removal.standIn());
        }
        removal.layers().forEach(layer -> {
            configuration.getVertices().remove(layer);
            configuration.getVertexInputs().remove(layer);
        });
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        ComputationGraph smaller = new ComputationGraph(configuration);
        smaller.init();
        copyWeights(smaller);
        if (merged != null) {
            put(smaller, "W", merged.weights());
            put(smaller, "b", merged.biases());
        }
        return network.as(smaller);
    }

    private void copyWeights(ComputationGraph smaller) {
        Map<String, INDArray> before = network.engine().paramTable();
        String own = removal.kind() == LayerRemoval.Kind.MERGED ? removal.standIn() + "_" : null;
        smaller.paramTable().forEach((name, array) -> {
            if (own == null || !name.startsWith(own)) {
                array.assign(Objects.requireNonNull(before.get(name), name));
            }
        });
    }

    private void put(ComputationGraph smaller, String parameter, float[] values) {
        INDArray array = smaller.getLayer(removal.standIn()).getParam(parameter);
        array.assign(Nd4j.create(values, array.shape(), 'c'));
    }

    /** Who read the place now reads what stands in for it. */
    private void rewire(String place, String standIn) {
        configuration
                .getVertexInputs()
                .replaceAll((vertex, inputs) -> inputs.stream()
                        .map(input -> input.equals(place) ? standIn : input)
                        .toList());
    }

    private LinearNeighbours.Merged merge() {
        Layer place = network.graph().layer(removal.place());
        boolean inFront = network.graph().layer(removal.standIn()).inputs().contains(place.name());
        Layer first = inFront ? place : network.graph().layer(removal.standIn());
        Layer second = inFront ? network.graph().layer(removal.standIn()) : place;
        LinearNeighbours pair = LinearNeighbours.of(network, first, second)
                .orElseThrow(() -> new IllegalArgumentException(first.name() + " and " + second.name()));
        LayerVertex stays = vertex(removal.standIn());
        FeedForwardLayer layer = (FeedForwardLayer) stays.getLayerConf().getLayer();
        if (inFront) {
            stays.setPreProcessor(preProcessor(first.name()));
            layer.setNIn(((FeedForwardLayer) vertex(first.name()).getLayerConf().getLayer()).getNIn());
            configuration.getVertexInputs().put(second.name(), inputsOf(first.name()));
        } else {
            layer.setNOut(second.output().channels());
            if (second instanceof Layer.Convolution) {
                BaseLayer next =
                        (BaseLayer) vertex(second.name()).getLayerConf().getLayer();
                ((BaseLayer) layer).setActivationFn(next.getActivationFn());
            }
        }
        addBias(layer);
        return pair.under(mask).merge();
    }

    private static void addBias(FeedForwardLayer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            convolution.setHasBias(true);
        } else if (layer instanceof DenseLayer dense) {
            dense.setHasBias(true);
        } else if (layer instanceof BaseOutputLayer output) {
            output.setHasBias(true);
        }
    }

    private LayerVertex vertex(String name) {
        return (LayerVertex) Objects.requireNonNull(configuration.getVertices().get(name), name);
    }

    private @Nullable InputPreProcessor preProcessor(String name) {
        return vertex(name).getPreProcessor();
    }

    private List<String> inputsOf(String name) {
        return Objects.requireNonNull(configuration.getVertexInputs().get(name), name);
    }
}
