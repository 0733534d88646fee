package org.espalier.network;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Reads one vertex of a DL4J network; what it does not know exactly becomes {@link Layer.Opaque}. */
final class VertexReader {

    private final Place place;
    private final long parameters;

    VertexReader(Place place, long parameters) {
        this.place = place;
        this.parameters = parameters;
    }

    Layer read(GraphVertex vertex, boolean isOutput) {
        if (vertex instanceof LayerVertex layer) {
            return layer(HeldLayers.within(layer.getLayerConf().getLayer()), layer.getPreProcessor(), isOutput);
        }
        if (vertex instanceof ElementWiseVertex elementWise
                && place.inputShapes().stream().allMatch(place.output()::equals)) {
            return new Layer.Combination(place.name(), place.inputs(), place.output(), kindOf(elementWise.getOp()));
        }
        if (vertex instanceof StackVertex && place.inputShapes().stream().allMatch(place.output()::equals)) {
            return new Layer.Combination(place.name(), place.inputs(), place.output(), Layer.Combination.Kind.STACK);
        }
        if (vertex instanceof MergeVertex && isConcatenation()) {
            return new Layer.Combination(
                    place.name(), place.inputs(), place.output(), Layer.Combination.Kind.CONCATENATE);
        }
        if (vertex instanceof PreprocessorVertex alone
                && alone.getPreProcessor() instanceof ReshapePreprocessor reshape) {
            Reshapes.check(reshape, place.inputShape());
        }
        @Nullable Layer passing = new PassingReader(place, parameters).read(vertex);
        return passing == null ? opaque(vertex, whyOpaque(vertex)) : passing;
    }

    private static Frozen.Reason whyOpaque(GraphVertex vertex) {
        if (vertex instanceof ElementWiseVertex) {
            return Frozen.Reason.BROADCASTS;
        }
        return vertex instanceof L2NormalizeVertex ? Frozen.Reason.MIXES : Frozen.Reason.UNKNOWN;
    }

    /** Whether a layer takes its input in with a matrix, and flattens images itself. */
    static boolean isDense(LayerVertex vertex) {
        return isDense(HeldLayers.within(vertex.getLayerConf().getLayer()));
    }

    private static boolean isDense(org.deeplearning4j.nn.conf.layers.Layer layer) {
        return layer.getClass() == DenseLayer.class || layer.getClass() == OutputLayer.class;
    }

    private Layer layer(
            org.deeplearning4j.nn.conf.layers.Layer layer, @Nullable InputPreProcessor before, boolean isOutput) {
        if (before instanceof ReshapePreprocessor reshape) {
            Reshapes.check(reshape, place.inputShape());
        }
        if (isDense(layer)) {
            return dense(layer, before, isOutput);
        }
        if (mixesOtherwise(functionOf(layer), isOutput) || layer instanceof LocalResponseNormalization) {
            return opaque(layer, Frozen.Reason.MIXES);
        }
        if (!takesItsInputAsItIs(before)) {
            return opaque(layer, Frozen.Reason.UNKNOWN);
        }
        if (layer instanceof ConvolutionLayer convolution) {
            @Nullable Layer known = new ConvolutionReader(place).read(convolution);
            return known == null ? opaque(layer, Frozen.Reason.UNKNOWN) : known;
        }
        if (layer instanceof SubsamplingLayer pooling
                && layer.getClass() == SubsamplingLayer.class
                && PoolingReader.knows(pooling)) {
            return new PoolingReader(place).read(pooling);
        }
        if (layer instanceof GlobalPoolingLayer pooling && new PoolingReader(place).isWhole(pooling)) {
            return new PoolingReader(place).read(pooling);
        }
        if (layer instanceof BatchNormalization norm) {
            int arrays = norm.isLockGammaBeta() ? 2 : 4;
            return new Layer.BatchNorm(place.name(), place.input(), place.output(), arrays);
        }
        if (layer instanceof ActivationLayer || layer instanceof LossLayer) {
            return new Layer.Activation(place.name(), place.input(), place.output(), nameOf(layer));
        }
        if (layer instanceof DropoutLayer dropout) {
            return new Layer.Dropout(
                    place.name(), place.input(), place.output(), DropoutRate.of(dropout.getIDropout()));
        }
        @Nullable Layer passing = new PassingReader(place, parameters).read(layer);
        return passing == null ? opaque(layer, Frozen.Reason.UNKNOWN) : passing;
    }

    /** Whether there is no preprocessor, or one with nothing left to do. */
    private boolean takesItsInputAsItIs(@Nullable InputPreProcessor before) {
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return place.inputShape().positions() > 1;
        }
        if (before instanceof ReshapePreprocessor reshape) {
            return place.readsFlatImages() && Reshapes.isOfOneChannel(reshape, place.inputShape());
        }
        boolean isFlat = before != null && before.getClass() == CnnToFeedForwardPreProcessor.class;
        return (before == null || isFlat) && !place.readsFlatImages();
    }

    /**
     * Softmax mixes channels, so the units in front of it cannot go, unless it ends the network. On images with
     * channels first, DL4J applies it along rows of pixels. A dense layer tells so itself.
     */
    private boolean mixesOtherwise(@Nullable IActivation function, boolean isOutput) {
        boolean onPixels = place.endsInPixels() && place.output().positions() > 1;
        return function instanceof ActivationSoftmax && (!isOutput || onPixels);
    }

    private Layer dense(
            org.deeplearning4j.nn.conf.layers.Layer layer, @Nullable InputPreProcessor before, boolean isOutput) {
        boolean layerNorm = layer instanceof DenseLayer dense && dense.isHasLayerNorm();
        boolean flattens = before != null && before.getClass() == CnnToFeedForwardPreProcessor.class;
        if (before != null && !flattens) {
            return opaque(layer, Frozen.Reason.UNKNOWN);
        }
        boolean bias = layer instanceof DenseLayer dense ? dense.hasBias() : ((OutputLayer) layer).hasBias();
        return new Layer.Dense(
                place.name(),
                place.input(),
                place.inputShape(),
                place.layout() == Layout.CHANNELS_LAST,
                place.output(),
                bias,
                layerNorm,
                nameOf(layer),
                isOutput);
    }

    private boolean isConcatenation() {
        return place.inputShapes().stream().mapToInt(Shape::channels).sum()
                        == place.output().channels()
                && place.inputShapes().stream()
                        .allMatch(shape -> place.output()
                                .equals(shape.withChannels(place.output().channels())));
    }

    private static Layer.Combination.Kind kindOf(ElementWiseVertex.Op op) {
        return switch (op) {
            case Add -> Layer.Combination.Kind.ADD;
            case Subtract -> Layer.Combination.Kind.SUBTRACT;
            case Product -> Layer.Combination.Kind.PRODUCT;
            case Average -> Layer.Combination.Kind.AVERAGE;
            case Max -> Layer.Combination.Kind.MAX;
        };
    }

    private static @Nullable IActivation functionOf(org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof ActivationLayer activation) {
            return activation.getActivationFn();
        }
        // DL4J keeps a function in batch-norm as well, and never applies it.
        return layer instanceof org.deeplearning4j.nn.conf.layers.BaseLayer base
                        && !(layer instanceof BatchNormalization)
                ? base.getActivationFn()
                : null;
    }

    private static String nameOf(org.deeplearning4j.nn.conf.layers.Layer layer) {
        IActivation function = functionOf(layer);
        return function == null ? "identity" : function.toString();
    }

    private Layer opaque(Object type, Frozen.Reason why) {
        return new Layer.Opaque(
                place.name(),
                place.inputs(),
                place.output(),
                type.getClass().getSimpleName(),
                parameters,
                MultiplyAdds.of(type, place),
                why);
    }
}
