package org.espalier.network;

import java.util.Locale;
import org.espalier.text.Text;

/** What kind of layer it is, in the user's language. */
public final class KindWords {

    private KindWords() {}

    /** "3×3 convolution", "2×2 max pooling", "softmax output". */
    public static String of(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return Text.of("network.kind.convolution", size(convolution.window()));
        } else if (layer instanceof Layer.Depthwise depthwise) {
            return Text.of("network.kind.depthwise", size(depthwise.window()));
        } else if (layer instanceof Layer.Separable separable) {
            return Text.of("network.kind.separable", size(separable.window()));
        } else if (layer instanceof Layer.Deconvolution deconvolution) {
            return Text.of("network.kind.deconvolution", size(deconvolution.window()));
        } else if (layer instanceof Layer.Dense dense) {
            return dense.classes() ? Text.of("network.kind.output", dense.activation()) : Text.of("network.kind.dense");
        } else if (layer instanceof Layer.Pooling pooling) {
            return pooling(pooling);
        } else if (layer instanceof Layer.Activation activation) {
            return activation.activation();
        } else if (layer instanceof Layer.Dropout dropout) {
            return Text.of("network.kind.dropout", Text.percent(dropout.rate(), 0));
        } else if (layer instanceof Layer.Combination combination) {
            return Text.of("network.kind." + combination.kind().name().toLowerCase(Locale.ROOT));
        } else if (layer instanceof Layer.Passing passing) {
            return Text.of("network.kind.passing." + passing.effect().name().toLowerCase(Locale.ROOT));
        } else if (layer instanceof Layer.Flatten) {
            return Text.of("network.kind.flatten");
        } else if (layer instanceof Layer.Opaque opaque) {
            return opaque.type();
        }
        return Text.of(layer instanceof Layer.Input ? "network.kind.input" : "network.kind.norm");
    }

    private static String pooling(Layer.Pooling pooling) {
        String reduction = pooling.reduction().name().toLowerCase(Locale.ROOT);
        boolean whole = pooling.output().positions() == 1
                && pooling.window().area() > 1
                && pooling.window().area() == pooling.inputShape().positions();
        return whole
                ? Text.of("network.kind.pooling.whole." + reduction)
                : Text.of("network.kind.pooling." + reduction, size(pooling.window()));
    }

    private static String size(Window window) {
        return window.height() + "×" + window.width();
    }
}
