package org.espalier.ui.graph;

import java.util.Locale;
import org.espalier.network.Layer;
import org.espalier.network.Window;
import org.espalier.text.Text;

/** How a layer is called in the user's language. */
final class LayerWords {

    private LayerWords() {}

    /** "3×3 convolution", "2×2 max pooling", "softmax output". */
    static String kind(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return Text.of("graph.kind.convolution", size(convolution.window()));
        } else if (layer instanceof Layer.Depthwise depthwise) {
            return Text.of("graph.kind.depthwise", size(depthwise.window()));
        } else if (layer instanceof Layer.Separable separable) {
            return Text.of("graph.kind.separable", size(separable.window()));
        } else if (layer instanceof Layer.Deconvolution deconvolution) {
            return Text.of("graph.kind.deconvolution", size(deconvolution.window()));
        } else if (layer instanceof Layer.Dense dense) {
            return dense.classes() ? Text.of("graph.kind.output", dense.activation()) : Text.of("graph.kind.dense");
        } else if (layer instanceof Layer.Pooling pooling) {
            return pooling(pooling);
        } else if (layer instanceof Layer.Activation activation) {
            return activation.activation();
        } else if (layer instanceof Layer.Dropout dropout) {
            return Text.of("graph.kind.dropout", Text.percent(dropout.rate(), 0));
        } else if (layer instanceof Layer.Combination combination) {
            return Text.of("graph.kind." + combination.kind().name().toLowerCase(Locale.ROOT));
        } else if (layer instanceof Layer.Passing passing) {
            return Text.of("graph.kind.passing." + passing.effect().name().toLowerCase(Locale.ROOT));
        } else if (layer instanceof Layer.Flatten) {
            return Text.of("graph.kind.flatten");
        } else if (layer instanceof Layer.Opaque opaque) {
            return opaque.type();
        }
        return Text.of(layer instanceof Layer.Input ? "graph.kind.input" : "graph.kind.norm");
    }

    /** All that is known about a layer: kind, stride, activation, bias. */
    static String details(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return Text.of(
                    "graph.details.convolution",
                    kind(layer),
                    convolution.window().strideHeight() + "×"
                            + convolution.window().strideWidth(),
                    convolution.activation(),
                    layer.output());
        } else if (layer instanceof Layer.Dense dense) {
            return Text.of("graph.details.dense", kind(layer), dense.activation(), layer.output());
        }
        return Text.of("graph.details.other", kind(layer), layer.output());
    }

    private static String pooling(Layer.Pooling pooling) {
        String reduction = pooling.reduction().name().toLowerCase(Locale.ROOT);
        boolean whole = pooling.output().positions() == 1
                && pooling.window().area() > 1
                && pooling.window().area() == pooling.inputShape().positions();
        return whole
                ? Text.of("graph.kind.pooling.whole." + reduction)
                : Text.of("graph.kind.pooling." + reduction, size(pooling.window()));
    }

    private static String size(Window window) {
        return window.height() + "×" + window.width();
    }
}
