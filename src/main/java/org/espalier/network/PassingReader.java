package org.espalier.network;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.espalier.network.Layer.Passing.Effect;
import org.jspecify.annotations.Nullable;

/** Reads layers and vertices that work channel by channel. */
final class PassingReader {

    private final Place place;
    private final long parameters;

    PassingReader(Place place, long parameters) {
        this.place = place;
        this.parameters = parameters;
    }

    /** Null where a vertex is of another kind. */
    @Nullable
    Layer read(GraphVertex vertex) {
        if (place.inputs().size() != 1) {
            return null;
        }
        if (vertex instanceof ScaleVertex) {
            return passing(Effect.SCALE, 0);
        }
        if (vertex instanceof ShiftVertex) {
            return passing(Effect.SHIFT, 0);
        }
        if (vertex instanceof UnstackVertex) {
            return passing(Effect.UNSTACK, 0);
        }
        if (vertex instanceof SubsetVertex subset) {
            return subset(subset);
        }
        boolean flattens = vertex instanceof PreprocessorVertex preprocessor
                && preprocessor.getPreProcessor().getClass() == CnnToFeedForwardPreProcessor.class
                && place.layout() != Layout.ROWS;
        return flattens
                ? new Layer.Flatten(
                        place.name(), place.input(), place.inputShape(), place.layout() == Layout.CHANNELS_LAST)
                : null;
    }

    /** Null where a layer is of another kind. */
    @Nullable
    Layer read(org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof ZeroPaddingLayer) {
            return passing(Effect.PADDING, 0);
        }
        if (layer instanceof Cropping2D) {
            return passing(Effect.CROPPING, 0);
        }
        if (layer instanceof Upsampling2D) {
            return passing(Effect.UPSAMPLING, 0);
        }
        if (layer instanceof PReLULayer prelu) {
            return sharesChannels(prelu) ? shared() : passing(Effect.PRELU, valuesPerChannel());
        }
        // Channels that end in pixels could not be told from the features that it multiplies.
        boolean ofFeatures =
                place.inputShape().positions() == 1 && place.output().equals(place.inputShape());
        return layer instanceof ElementWiseMultiplicationLayer && ofFeatures
                ? passing(Effect.LEARNED_SCALE, valuesPerChannel())
                : null;
    }

    /** DL4J cuts the second dimension, which is not the channels where these come last. */
    private @Nullable Layer subset(SubsetVertex subset) {
        boolean ofChannels = place.layout() != Layout.CHANNELS_LAST && !place.readsFlatImages();
        return ofChannels
                ? new Layer.Passing(
                        place.name(),
                        place.input(),
                        place.inputShape(),
                        place.output(),
                        Effect.SUBSET,
                        subset.getFrom(),
                        0,
                        0)
                : null;
    }

    private boolean sharesChannels(PReLULayer prelu) {
        long channels = place.layout() == Layout.CHANNELS_LAST ? 3 : 1;
        if (prelu.getSharedAxes() != null) {
            for (long axis : prelu.getSharedAxes()) {
                if (axis == channels) {
                    return true;
                }
            }
        }
        return false;
    }

    private int valuesPerChannel() {
        return Math.toIntExact(parameters / place.output().channels());
    }

    private Layer passing(Effect effect, int valuesPerChannel) {
        return new Layer.Passing(
                place.name(), place.input(), place.inputShape(), place.output(), effect, 0, valuesPerChannel, 0);
    }

    /** Slopes that are the same for all channels. */
    private Layer shared() {
        return new Layer.Passing(
                place.name(),
                place.input(),
                place.inputShape(),
                place.output(),
                Effect.PRELU,
                0,
                0,
                Math.toIntExact(parameters));
    }
}
