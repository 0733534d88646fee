package org.espalier.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.espalier.network.Layer.Passing;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/** How one kind of layer gets smaller: the sizes in its configuration, and what stays of its parameters. */
interface LayerCut {

    /** What a mask takes from a layer. */
    static LayerCut of(Network network, PruningMask mask, org.espalier.network.Layer layer) {
        KeptChannels kept = KeptChannels.of(network, mask, layer.name());
        if (layer instanceof org.espalier.network.Layer.Convolution) {
            return new ConvolutionCut(kept);
        }
        if (layer instanceof org.espalier.network.Layer.Dense dense) {
            return DenseCut.of(dense, kept);
        }
        if (layer instanceof org.espalier.network.Layer.Depthwise) {
            return new DepthwiseCut(kept);
        }
        if (layer instanceof org.espalier.network.Layer.Separable separable) {
            return new SeparableCut(kept, separable.multiplier());
        }
        if (layer instanceof org.espalier.network.Layer.Deconvolution) {
            return new DeconvolutionCut(kept);
        }
        if (layer instanceof org.espalier.network.Layer.Opaque || layer instanceof org.espalier.network.Layer.Input) {
            return new Whole();
        }
        if (layer instanceof Passing passing && passing.effect() == Passing.Effect.PRELU) {
            boolean channelsLast = network.layoutBehind(passing.input()) == Layout.CHANNELS_LAST;
            return passing.sharedValues() > 0 ? new Whole() : new PReluCut(kept.behind(), channelsLast);
        }
        return new ByChannelCut(kept.behind());
    }

    /** Writes the smaller sizes into a layer's configuration. */
    void resize(Layer configuration);

    /**
     * What stays of a parameter: for each of its dimensions the places, ascending.
     *
     * @param parameter DL4J's name for it
     * @param shape of the uncut one
     */
    List<int[]> places(String parameter, long... shape);

    /** Everything along each dimension. */
    static List<int[]> all(long... shape) {
        return Arrays.stream(shape).mapToObj(LayerCut::all).toList();
    }

    /** Some places along one dimension, everything along the others. */
    static List<int[]> along(int dimension, int[] places, long... shape) {
        List<int[]> some = new ArrayList<>(all(shape));
        some.set(dimension, places);
        return some;
    }

    /** Some places of a row with one value for each channel or unit, which DL4J stores with one or two dimensions. */
    static List<int[]> ofRow(int[] places, long... shape) {
        return along(shape.length - 1, places, shape);
    }

    /** Every place along one dimension. */
    static int[] all(long size) {
        return IntStream.range(0, Math.toIntExact(size)).toArray();
    }

    /** Sizes that DL4J keeps and does not know yet stay unknown. */
    static void resize(Layer configuration, int inputs, int units) {
        if (configuration instanceof FeedForwardLayer sized) {
            sized.setNIn(sized.getNIn() > 0 ? inputs : sized.getNIn());
            sized.setNOut(sized.getNOut() > 0 ? units : sized.getNOut());
        }
    }
}
