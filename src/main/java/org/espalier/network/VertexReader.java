package org.espalier.network;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;

/** Reads one vertex of a DL4J network; what it does not know exactly becomes {@link Layer.Opaque}. */
final class VertexReader {

    private final String name;
    private final List<String> inputs;
    private final List<Shape> inputShapes;
    private final Shape output;
    private final long parameters;

    VertexReader(String name, List<String> inputs, List<Shape> inputShapes, Shape output, long parameters) {
        this.name = name;
        this.inputs = inputs;
        this.inputShapes = inputShapes;
        this.output = output;
        this.parameters = parameters;
    }

    Layer read(GraphVertex vertex, boolean isOutput) {
        if (vertex instanceof LayerVertex layer) {
            return layer(layer.getLayerConf().getLayer(), layer.getPreProcessor(), isOutput);
        }
        if (vertex instanceof ElementWiseVertex elementWise
                && inputShapes.stream().allMatch(output::equals)) {
            return new Layer.Combination(name, inputs, output, kindOf(elementWise.getOp()));
        }
        if (vertex instanceof MergeVertex && isConcatenation()) {
            return new Layer.Combination(name, inputs, output, Layer.Combination.Kind.CONCATENATE);
        }
        return opaque(vertex);
    }

    private Layer layer(
            org.deeplearning4j.nn.conf.layers.Layer layer, @Nullable InputPreProcessor before, boolean isOutput) {
        Class<?> type = layer.getClass();
        if (type == DenseLayer.class || type == OutputLayer.class) {
            return dense(layer, before, isOutput);
        }
        boolean imagesAsTheyAre = before == null || before instanceof FeedForwardToCnnPreProcessor;
        if (!imagesAsTheyAre) {
            return opaque(layer);
        }
        if (layer instanceof ConvolutionLayer convolution
                && (type == ConvolutionLayer.class || type == Convolution2D.class)) {
            return convolution(convolution);
        }
        if (layer instanceof SubsamplingLayer pooling && type == SubsamplingLayer.class) {
            return pooling(pooling);
        }
        if (layer instanceof GlobalPoolingLayer pooling) {
            return globalPooling(pooling);
        }
        if (layer instanceof BatchNormalization norm) {
            int arrays = norm.isLockGammaBeta() ? 2 : 4;
            return new Layer.BatchNorm(name, inputs.get(0), output, arrays);
        }
        if (layer instanceof ActivationLayer activation) {
            return new Layer.Activation(
                    name, inputs.get(0), output, activation.getActivationFn().toString());
        }
        if (layer instanceof LossLayer loss) {
            return new Layer.Activation(
                    name, inputs.get(0), output, loss.getActivationFn().toString());
        }
        if (layer instanceof DropoutLayer dropout) {
            double rate = dropout.getIDropout() instanceof Dropout plain ? 1 - plain.getP() : 0;
            return new Layer.Dropout(name, inputs.get(0), output, rate);
        }
        return opaque(layer);
    }

    private Layer dense(
            org.deeplearning4j.nn.conf.layers.Layer layer, @Nullable InputPreProcessor before, boolean isOutput) {
        boolean layerNorm = layer instanceof DenseLayer dense && dense.isHasLayerNorm();
        boolean channelsLast = true;
        if (before instanceof CnnToFeedForwardPreProcessor flatten) {
            channelsLast = flatten.getFormat() == CNN2DFormat.NHWC;
        } else if (before != null) {
            return opaque(layer);
        }
        if (layerNorm) {
            return opaque(layer);
        }
        boolean bias = layer instanceof DenseLayer dense ? dense.hasBias() : ((OutputLayer) layer).hasBias();
        return new Layer.Dense(
                name, inputs.get(0), inputShapes.get(0), channelsLast, output, bias, functionOf(layer), isOutput);
    }

    private Layer convolution(ConvolutionLayer layer) {
        if (layer.getConvolutionMode() == ConvolutionMode.Causal) {
            return opaque(layer);
        }
        Window window = window(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode());
        return new Layer.Convolution(
                name, inputs.get(0), inputShapes.get(0), output, window, layer.hasBias(), functionOf(layer));
    }

    private Layer pooling(SubsamplingLayer layer) {
        boolean padded = layer.getPadding()[0] != 0
                || layer.getPadding()[1] != 0
                || layer.getConvolutionMode() == ConvolutionMode.Same;
        boolean max = layer.getPoolingType() == PoolingType.MAX;
        boolean average = layer.getPoolingType() == PoolingType.AVG && !padded;
        if (!(max || average) || layer.getConvolutionMode() == ConvolutionMode.Causal) {
            return opaque(layer);
        }
        Window window = window(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode());
        return new Layer.Pooling(
                name,
                inputs.get(0),
                inputShapes.get(0),
                output,
                window,
                max ? Layer.Pooling.Reduction.MAX : Layer.Pooling.Reduction.AVERAGE);
    }

    private Layer globalPooling(GlobalPoolingLayer layer) {
        boolean known = layer.getPoolingType() == PoolingType.MAX || layer.getPoolingType() == PoolingType.AVG;
        if (!known || output.positions() != 1) {
            return opaque(layer);
        }
        return new Layer.Pooling(
                name,
                inputs.get(0),
                inputShapes.get(0),
                output,
                Window.whole(inputShapes.get(0)),
                layer.getPoolingType() == PoolingType.MAX
                        ? Layer.Pooling.Reduction.MAX
                        : Layer.Pooling.Reduction.AVERAGE);
    }

    private static Window window(int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
        boolean same = mode == ConvolutionMode.Same;
        return new Window(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                same ? 0 : padding[0],
                same ? 0 : padding[1],
                dilation[0],
                dilation[1],
                same);
    }

    private boolean isConcatenation() {
        return inputShapes.stream().mapToInt(Shape::channels).sum() == output.channels()
                && inputShapes.stream().allMatch(shape -> output.equals(shape.withChannels(output.channels())));
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

    private static String functionOf(org.deeplearning4j.nn.conf.layers.Layer layer) {
        return layer instanceof org.deeplearning4j.nn.conf.layers.BaseLayer base && base.getActivationFn() != null
                ? base.getActivationFn().toString()
                : "identity";
    }

    private Layer opaque(Object type) {
        return new Layer.Opaque(name, inputs, output, type.getClass().getSimpleName(), parameters);
    }
}
