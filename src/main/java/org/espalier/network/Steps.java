package org.espalier.network;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/**
 * The sequences that a layer takes.
 *
 * @param features of a step; 0 where it takes any number
 * @param format how DL4J lays them out
 */
record Steps(long features, RNNFormat format) {

    private static final Steps ANY = new Steps(0, RNNFormat.NCW);

    /** Nothing where a layer takes no sequences. */
    static Optional<Steps> readBy(LayerVertex vertex) {
        Layer layer = HeldLayers.within(vertex.getLayerConf().getLayer());
        InputPreProcessor before = vertex.getPreProcessor();
        if (before instanceof RnnToFeedForwardPreProcessor steps && layer instanceof FeedForwardLayer dense) {
            return steps(dense.getNIn(), steps.getRnnDataFormat());
        }
        if (before instanceof RnnToCnnPreProcessor images) {
            long features = (long) images.getInputHeight() * images.getInputWidth() * images.getNumChannels();
            return steps(features, images.getRnnDataFormat());
        }
        return before == null ? of(layer) : Optional.empty();
    }

    private static Optional<Steps> of(Layer layer) {
        if (layer instanceof TimeDistributed each && each.getUnderlying() instanceof FeedForwardLayer dense) {
            return steps(dense.getNIn(), each.getRnnDataFormat());
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return of(wrapper.getUnderlying());
        }
        if (layer instanceof Bidirectional both) {
            return of(both.getFwd());
        }
        if (layer instanceof BaseRecurrentLayer recurrent) {
            return steps(recurrent.getNIn(), recurrent.getRnnDataFormat());
        }
        if (layer instanceof RnnOutputLayer output) {
            return steps(output.getNIn(), output.getRnnDataFormat());
        }
        if (layer instanceof Convolution1DLayer convolution) {
            return steps(convolution.getNIn(), convolution.getRnnDataFormat());
        }
        return withoutFormat(layer);
    }

    private static Optional<Steps> withoutFormat(Layer layer) {
        if (layer instanceof SelfAttentionLayer attention) {
            return steps(attention.getNIn(), RNNFormat.NCW);
        }
        if (layer instanceof RecurrentAttentionLayer attention) {
            return steps(attention.getNIn(), RNNFormat.NCW);
        }
        if (layer instanceof RnnLossLayer loss) {
            return steps(0, loss.getRnnDataFormat());
        }
        if (layer instanceof Subsampling1DLayer pooling) {
            boolean stepsFirst = pooling.getCnn2dDataFormat() == CNN2DFormat.NHWC;
            return steps(0, stepsFirst ? RNNFormat.NWC : RNNFormat.NCW);
        }
        boolean takesAny =
                layer instanceof ZeroPadding1DLayer || layer instanceof Upsampling1D || layer instanceof Cropping1D;
        return takesAny ? Optional.of(ANY) : Optional.empty();
    }

    private static Optional<Steps> steps(long features, RNNFormat format) {
        return Optional.of(new Steps(features, format == null ? RNNFormat.NCW : format));
    }

    /** Whether the rows of an image are such steps. */
    boolean areRowsOf(Shape images) {
        return features == 0 || features == (long) images.width() * images.channels();
    }
}
