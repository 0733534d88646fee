package org.espalier.ui.graph;

import org.espalier.network.Layer;
import org.espalier.ui.style.StyleClass;

/** What sort of layer a card stands for; decides its colour. */
public enum CardKind {
    INPUT(StyleClass.INPUT),
    CONVOLUTION(StyleClass.CONVOLUTION),
    DENSE(StyleClass.DENSE),
    POOLING(StyleClass.POOLING),
    NORM(StyleClass.NORM),
    COMBINATION(StyleClass.COMBINATION),
    PLAIN(StyleClass.PLAIN);

    private final StyleClass style;

    CardKind(StyleClass style) {
        this.style = style;
    }

    public StyleClass style() {
        return style;
    }

    public static CardKind of(Layer layer) {
        if (layer.isInput()) {
            return INPUT;
        } else if (layer instanceof Layer.Convolution
                || layer instanceof Layer.Depthwise
                || layer instanceof Layer.Separable
                || layer instanceof Layer.Deconvolution) {
            return CONVOLUTION;
        } else if (layer instanceof Layer.Dense) {
            return DENSE;
        } else if (layer instanceof Layer.Pooling) {
            return POOLING;
        } else if (layer instanceof Layer.BatchNorm) {
            return NORM;
        } else if (layer instanceof Layer.Combination) {
            return COMBINATION;
        }
        return PLAIN;
    }
}
