package org.espalier.ui.graph;

import org.espalier.network.KindWords;
import org.espalier.network.Layer;
import org.espalier.network.Window;
import org.espalier.text.Text;

/** How a layer is called in the user's language. */
final class LayerWords {

    private LayerWords() {}

    /** All that is known about a layer: kind, stride, activation, bias. */
    static String details(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return convolution(layer, convolution.window(), convolution.activation());
        } else if (layer instanceof Layer.Depthwise depthwise) {
            return convolution(layer, depthwise.window(), depthwise.activation());
        } else if (layer instanceof Layer.Separable separable) {
            return convolution(layer, separable.window(), separable.activation());
        } else if (layer instanceof Layer.Deconvolution deconvolution) {
            return convolution(layer, deconvolution.window(), deconvolution.activation());
        } else if (layer instanceof Layer.Dense dense) {
            return Text.of("graph.details.dense", KindWords.of(layer), dense.activation(), layer.output());
        }
        return Text.of("graph.details.other", KindWords.of(layer), layer.output());
    }

    private static String convolution(Layer layer, Window window, String activation) {
        String stride = window.strideHeight() + "×" + window.strideWidth();
        return Text.of("graph.details.convolution", KindWords.of(layer), stride, activation, layer.output());
    }
}
