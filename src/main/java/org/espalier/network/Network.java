package org.espalier.network;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;
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
public final class Network implements Structure {

    private final String name;
    private final ComputationGraph engine;
    private final NetworkGraph graph;
    private final UnitGroups units;
    private final Map<String, Layout> layouts;
    private final StoredForm form;

    private Network(String name, ComputationGraph engine, GraphReader reader, StoredForm form) throws Refused {
        this.name = name;
        this.engine = engine;
        this.graph = reader.read();
        this.units = UnitGroups.of(graph);
        this.layouts = Map.copyOf(reader.layouts());
        this.form = form;
    }

    /**
     * Reads the structure of a network for images of a shape. A network of convolutions alone does not know
     * how large its images are; the data it runs on tells.
     *
     * @throws Refused where the network cannot take such images, or is not one that Espalier can run
     */
    public static Network of(String name, ComputationGraph engine, Shape images) throws Refused {
        return of(name, engine, StoredForm.NONE, images);
    }

    /** The same for a network from a file, which remembers how it lay there. */
    static Network of(String name, ModelFile.Opened opened, Shape images) throws Refused {
        return of(name, opened.graph(), opened.form(), images);
    }

    private static Network of(String name, ComputationGraph engine, StoredForm form, Shape images) throws Refused {
        return new Network(name, engine, new GraphReader(name, engine, images), form);
    }

    /**
     * What became of this network: of the same name, for the same images, to be stored alike.
     *
     * @param changed with the same vertices; sizes and parameters may differ
     * @throws Refused where it does not fit the images any more
     */
    public Network as(ComputationGraph changed) throws Refused {
        return of(name, changed, form, graph.inputShape());
    }

    /** What the user calls it: the file's name. */
    public String name() {
        return name;
    }

    @Override
    public NetworkGraph graph() {
        return graph;
    }

    @Override
    public UnitGroups units() {
        return units;
    }

    /** What it is made of, without its values. */
    public Structure structure() {
        return new Plain(graph, units);
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

    /**
     * For engine packages: a copy that may be changed. DL4J's own forgets along which dimension it merges, in which order
     * vertices are run, and how long the network was trained.
     */
    public ComputationGraphConfiguration copyOfConfiguration() {
        ComputationGraphConfiguration original = engine.getConfiguration();
        ComputationGraphConfiguration configuration = original.clone();
        configuration.setIterationCount(original.getIterationCount());
        configuration.setEpochCount(original.getEpochCount());
        configuration.setTopologicalOrder(original.getTopologicalOrder());
        configuration.setTopologicalOrderStr(original.getTopologicalOrderStr());
        original.getVertices().forEach((vertex, from) -> {
            if (from instanceof MergeVertex merge
                    && configuration.getVertices().get(vertex) instanceof MergeVertex copied
                    && copied.getMergeAxis() != merge.getMergeAxis()) {
                copied.setMergeAxis(merge.getMergeAxis());
            }
        });
        return configuration;
    }

    /** How it lay in its file. */
    public StoredForm form() {
        return form;
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

    /** CRC-32 over the bits of all stored parameters, running averages among them: alike for networks that are alike. */
    public long checksum() {
        float[] all = engine.params().dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(all.length, Float.BYTES));
        bytes.asFloatBuffer().put(all);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
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
