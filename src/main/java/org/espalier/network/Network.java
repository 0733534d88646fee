package org.espalier.network;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network that nobody changes.
 *
 * <p>Wraps a {@link ComputationGraph} which only the engine packages look into; all others read
 * {@link #graph()} and {@link #units()}.
 */
public final class Network {

    private final String name;
    private final ComputationGraph engine;
    private final NetworkGraph graph;
    private final UnitGroups units;
    private final Map<String, Layout> layouts;

    private Network(String name, ComputationGraph engine, NetworkGraph graph, Map<String, Layout> layouts) {
        this.name = name;
        this.engine = engine;
        this.graph = graph;
        this.units = UnitGroups.of(graph);
        this.layouts = Map.copyOf(layouts);
    }

    /**
     * Reads the structure of a network for images of a shape. A network of convolutions alone does not know
     * how large its images are; the data it runs on tells.
     *
     * @throws Refused where the network cannot take such images, or is not one that Espalier can run
     */
    public static Network of(String name, ComputationGraph engine, Shape images) throws Refused {
        GraphReader reader = new GraphReader(name, engine, images);
        return new Network(name, engine, reader.read(), reader.layouts());
    }

    /** What the user calls it: the file's name. */
    public String name() {
        return name;
    }

    public NetworkGraph graph() {
        return graph;
    }

    public UnitGroups units() {
        return units;
    }

    /** What goes with units that are removed. */
    public UnitSlices slices() {
        return UnitSlices.of(graph, units);
    }

    /** For engine packages: the network itself. It must not be changed, nor run by two threads at once. */
    public ComputationGraph engine() {
        return engine;
    }

    /** For engine packages: a copy that may be changed. */
    public ComputationGraph copyOfEngine() {
        ComputationGraph copy = new ComputationGraph(copyOfConfiguration());
        copy.init(engine.params().dup(), false);
        return copy;
    }

    /** For engine packages: a copy that may be changed. DL4J's own forgets along which dimension it merges. */
    public ComputationGraphConfiguration copyOfConfiguration() {
        ComputationGraphConfiguration configuration = engine.getConfiguration().clone();
        engine.getConfiguration().getVertices().forEach((vertex, original) -> {
            if (original instanceof MergeVertex merge
                    && configuration.getVertices().get(vertex) instanceof MergeVertex copied) {
                copied.setMergeAxis(merge.getMergeAxis());
            }
        });
        return configuration;
    }

    /** For engine packages: how {@link #engine} lays out the values behind a layer, or the images that enter. */
    public Layout layoutBehind(String layer) {
        Layout layout = layouts.get(layer);
        if (layout == null) {
            throw new IllegalArgumentException("no layer is named " + layer);
        }
        return layout;
    }

    /**
     * The weights of a layer in which its units and the channels that it reads have slices, row by row: {@code [filters,
     * channels, kernelHeight, kernelWidth]} of a convolution, {@code [inputs, units]} of a dense layer, {@code [channels,
     * filters, kernelHeight, kernelWidth]} of a deconvolution, {@code [filters, channels · multiplier]} of a separable
     * convolution.
     *
     * @throws IllegalArgumentException where a layer has none
     */
    public float[] weights(String layer) {
        if (graph.layer(layer) instanceof Layer.Weighted weighted) {
            return values(layer, weighted.weights());
        }
        throw new IllegalArgumentException(layer + " has no units of its own");
    }

    /** One parameter of a layer in row-major order, under DL4J's name for it. */
    public float[] values(String layer, String parameter) {
        INDArray array = engine.getLayer(layer).getParam(parameter);
        if (array == null) {
            throw new IllegalArgumentException(layer + " has no parameter " + parameter);
        }
        return array.dup('c').data().asFloat();
    }

    /** How many parameters are not numbers, or infinite: such a network answers nothing that can be trusted. */
    public long brokenParameters() {
        long broken = 0;
        for (float value : engine.params().dup('c').data().asFloat()) {
            broken += Float.isFinite(value) ? 0 : 1;
        }
        return broken;
    }

    /** How many stored parameters are not zero. */
    public long nonZeroParameters() {
        long count = 0;
        for (float value : engine.params().dup('c').data().asFloat()) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }

    /** All stored parameters, as DL4J counts them. */
    public long parameters() {
        return engine.numParams();
    }
}
