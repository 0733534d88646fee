package org.espalier.network;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.jspecify.annotations.Nullable;

/** Reads convolutions of two dimensions, of all kinds. */
final class ConvolutionReader {

    private final Place place;

    ConvolutionReader(Place place) {
        this.place = place;
    }

    /** Null where it is of a kind that is not known exactly. */
    @Nullable
    Layer read(ConvolutionLayer layer) {
        if (layer.getConvolutionMode() == ConvolutionMode.Causal) {
            return null;
        }
        if (layer instanceof DepthwiseConvolution2D depthwise) {
            return depthwise(depthwise);
        }
        if (layer instanceof SeparableConvolution2D separable) {
            return separable(separable);
        }
        if (layer instanceof Deconvolution2D) {
            return new Layer.Deconvolution(
                    place.name(),
                    place.input(),
                    place.inputShape(),
                    place.output(),
                    Windows.of(layer),
                    layer.hasBias(),
                    function(layer));
        }
        boolean plain = layer.getClass() == ConvolutionLayer.class || layer.getClass() == Convolution2D.class;
        return plain
                ? new Layer.Convolution(
                        place.name(),
                        place.input(),
                        place.inputShape(),
                        place.output(),
                        Windows.of(layer),
                        layer.hasBias(),
                        function(layer))
                : null;
    }

    /** A configuration may claim a number of outputs that its multiplier does not give. */
    private @Nullable Layer depthwise(DepthwiseConvolution2D layer) {
        int multiplier = layer.getDepthMultiplier();
        return place.output().channels() == place.inputShape().channels() * multiplier
                ? new Layer.Depthwise(
                        place.name(),
                        place.input(),
                        place.inputShape(),
                        place.output(),
                        Windows.of(layer),
                        multiplier,
                        layer.hasBias(),
                        function(layer))
                : null;
    }

    private Layer separable(SeparableConvolution2D layer) {
        return new Layer.Separable(
                place.name(),
                place.input(),
                place.inputShape(),
                place.output(),
                Windows.of(layer),
                layer.getDepthMultiplier(),
                layer.hasBias(),
                function(layer));
    }

    private static String function(ConvolutionLayer layer) {
        return layer.getActivationFn().toString();
    }
}
