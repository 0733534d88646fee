package org.espalier.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Silencing in the most literal way: DL4J runs one vertex after the other, and in front of each layer that reads with
 * weights the silenced channels are overwritten with zeros.
 *
 * <p>Of our own analysis it takes only which channels of the layers that make units the mask removes. From there on it
 * follows channels through DL4J's vertices by rules of its own, and fails where the two do not agree.
 */
final class SilencedByHand {

    private final Network network;
    private final ComputationGraph graph;
    private final Map<String, INDArray> values = new HashMap<>();
    private final Map<String, boolean[]> silenced = new HashMap<>();

    SilencedByHand(Network network) {
        this.network = network;
        this.graph = network.copyOfEngine();
    }

    /** @param images {@code [image, height, width, channel]} */
    float[] answers(PruningMask mask, float[] images, int count) {
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        INDArray entering = entering(images, count, network.layoutBehind(input));
        graph.setInput(0, entering);
        values.put(input, entering);
        silenced.put(input, new boolean[network.graph().inputShape().channels()]);
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (!vertex.getVertexName().equals(input)) {
                run(vertex, mask);
            }
        }
        String output = network.graph().outputs().get(0);
        INDArray answer = Objects.requireNonNull(values.get(output));
        boolean turns = answer.rank() == 4 && network.layoutBehind(output) == Layout.CHANNELS_FIRST;
        return (turns ? answer.permute(0, 2, 3, 1) : answer).dup('c').data().asFloat();
    }

    private INDArray entering(float[] images, int count, Layout layout) {
        Shape shape = network.graph().inputShape();
        INDArray last = Nd4j.create(images, new long[] {count, shape.height(), shape.width(), shape.channels()}, 'c');
        INDArray first = last.permute(0, 3, 1, 2).dup('c');
        return switch (layout) {
            case CHANNELS_LAST -> last;
            case CHANNELS_FIRST -> first;
            case ROWS -> first.reshape('c', count, shape.values());
            case STEPS_LAST, STEPS_FIRST, VOLUME -> throw new IllegalArgumentException("no sequences here");
        };
    }

    private void run(GraphVertex vertex, PruningMask mask) {
        String name = vertex.getVertexName();
        List<String> inputs = graph.getConfiguration().getVertexInputs().get(name);
        boolean reads = readsWithWeights(name);
        for (int i = 0; i < inputs.size(); i++) {
            INDArray in = Objects.requireNonNull(values.get(inputs.get(i))).dup('c');
            if (reads) {
                zero(in, Objects.requireNonNull(silenced.get(inputs.get(i))), network.layoutBehind(inputs.get(i)));
            }
            vertex.setInput(i, in, LayerWorkspaceMgr.noWorkspaces());
        }
        values.put(
                name, vertex.doForward(false, LayerWorkspaceMgr.noWorkspaces()).dup('c'));
        vertex.clear();
        silenced.put(name, reads ? made(name, mask) : passed(name, inputs));
    }

    private static void zero(INDArray array, boolean[] channels, Layout layout) {
        boolean last = array.rank() == 4 && layout == Layout.CHANNELS_LAST;
        int dimension = last ? 3 : 1;
        int run = (int) (array.size(dimension) / channels.length);
        for (int c = 0; c < channels.length; c++) {
            // Images that enter as rows have all pixels of a channel in a run.
            for (int i = c * run; channels[c] && i < (c + 1) * run; i++) {
                array.slice(i, dimension).assign(0);
            }
        }
    }

    private boolean[] made(String name, PruningMask mask) {
        int[] units = network.units().behind(name);
        boolean[] gone = new boolean[units.length];
        for (int c = 0; c < gone.length; c++) {
            gone[c] = mask.removesUnit(units[c]);
        }
        return gone;
    }

    /** Convolutions and dense layers, but for depthwise ones: there a channel is made of one. */
    private boolean readsWithWeights(String name) {
        Layer layer = layer(name);
        return layer != null
                && (layer instanceof DenseLayer
                        || layer instanceof OutputLayer
                        || (layer instanceof ConvolutionLayer && !(layer instanceof DepthwiseConvolution2D)));
    }

    private Layer layer(String name) {
        if (graph.getConfiguration().getVertices().get(name) instanceof LayerVertex vertex) {
            Layer layer = vertex.getLayerConf().getLayer();
            return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
        }
        return null;
    }

    private boolean[] passed(String name, List<String> inputs) {
        var vertex = graph.getConfiguration().getVertices().get(name);
        boolean[] first = Objects.requireNonNull(silenced.get(inputs.get(0)));
        if (vertex instanceof MergeVertex) {
            return concatenated(inputs);
        }
        for (String other : inputs) {
            if (!Arrays.equals(first, silenced.get(other))) {
                throw new AssertionError(name + " meets silenced channels with others");
            }
        }
        if (vertex instanceof SubsetVertex subset) {
            return Arrays.copyOfRange(first, subset.getFrom(), subset.getTo() + 1);
        }
        if (layer(name) instanceof DepthwiseConvolution2D depthwise) {
            return repeated(first, depthwise.getDepthMultiplier());
        }
        if (flattens(vertex) && network.layoutBehind(inputs.get(0)) != Layout.ROWS) {
            int positions = network.graph().layer(inputs.get(0)).output().positions();
            return network.layoutBehind(inputs.get(0)) == Layout.CHANNELS_LAST
                    ? cycled(first, positions)
                    : repeated(first, positions);
        }
        return sameAs(first, name);
    }

    /** A layer that we do not follow through must not meet silenced channels at all. */
    private boolean[] sameAs(boolean[] first, String name) {
        int channels = network.graph().layer(name).output().channels();
        boolean any = false;
        for (boolean gone : first) {
            any |= gone;
        }
        if (any && channels != first.length) {
            throw new AssertionError(name + " reads silenced channels");
        }
        return any ? first : new boolean[channels];
    }

    private static boolean flattens(org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
        InputPreProcessor before = vertex instanceof LayerVertex layer
                ? layer.getPreProcessor()
                : vertex instanceof PreprocessorVertex alone ? alone.getPreProcessor() : null;
        return before instanceof CnnToFeedForwardPreProcessor;
    }

    private boolean[] concatenated(List<String> inputs) {
        boolean[] all = {};
        for (String input : inputs) {
            boolean[] more = Objects.requireNonNull(silenced.get(input));
            int from = all.length;
            all = Arrays.copyOf(all, from + more.length);
            System.arraycopy(more, 0, all, from, more.length);
        }
        return all;
    }

    private static boolean[] repeated(boolean[] channels, int times) {
        boolean[] all = new boolean[channels.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = channels[i / times];
        }
        return all;
    }

    private static boolean[] cycled(boolean[] channels, int times) {
        boolean[] all = new boolean[channels.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = channels[i % channels.length];
        }
        return all;
    }
}
