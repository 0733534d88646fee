package org.espalier.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;

/** For every kind of layer and variant of it a small network around it, with layers that can be pruned on both sides. */
public final class LayerKinds {

    static final int HEIGHT = 7;
    static final int WIDTH = 6;
    static final Shape IMAGE = new Shape(HEIGHT, WIDTH, 3);

    private final CNN2DFormat format;
    private final Map<String, Network> networks = new LinkedHashMap<>();

    private LayerKinds(CNN2DFormat format) {
        this.format = format;
    }

    /** By name; made once. */
    public static Map<String, Network> all() {
        return Made.ALL;
    }

    private static final class Made {
        static final Map<String, Network> ALL = make();
    }

    private static Map<String, Network> make() {
        Map<String, Network> all = new LinkedHashMap<>();
        for (CNN2DFormat format : CNN2DFormat.values()) {
            LayerKinds kinds = new LayerKinds(format);
            kinds.addConvolutions();
            kinds.addPooling();
            kinds.addWhatWorksByChannel();
            kinds.addNorms();
            kinds.addBehindFlatten();
            kinds.addDropouts();
            kinds.addVertices();
            kinds.networks.forEach((name, network) -> all.put(name + " " + format, network));
        }
        all.putAll(new FlatKinds().networks());
        return all;
    }

    /** A network with every function behind a convolution, a dense layer and on its own, where DL4J lets it. */
    public static Network activation(Activation activation, CNN2DFormat format) {
        GraphBuilder net = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.conv(4, 3, activation), "input")
                .addLayer("conv2", TinyNetworks.conv(4, 2, Activation.IDENTITY), "conv1")
                .addLayer("alone", new ActivationLayer(activation), "conv2")
                .addLayer("dense1", TinyNetworks.dense(5, activation), "alone")
                .addLayer("output", TinyNetworks.output(3), "dense1");
        return TinyNetworks.network(net, IMAGE);
    }

    private void addConvolutions() {
        images("convolution", convolution(3, 2).build());
        images(
                "convolution strided, padded",
                convolution(3, 3).stride(2, 1).padding(1, 2).build());
        images("convolution dilated", convolution(2, 2).dilation(2, 3).build());
        images("convolution 1x1, no bias", convolution(1, 1).hasBias(false).build());
        images(
                "convolution same, strided",
                convolution(4, 3)
                        .stride(2, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .build());
        images(
                "convolution same, dilated",
                convolution(3, 2)
                        .dilation(2, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build());
        for (ConvolutionMode mode : new ConvolutionMode[] {ConvolutionMode.Same, ConvolutionMode.Truncate}) {
            images(
                    "depthwise " + mode,
                    new DepthwiseConvolution2D.Builder(3, 2)
                            .depthMultiplier(2)
                            .nOut(8)
                            .stride(2, 1)
                            .convolutionMode(mode)
                            .activation(Activation.RELU)
                            .build());
            images(
                    "separable " + mode,
                    new SeparableConvolution2D.Builder(3, 2)
                            .depthMultiplier(2)
                            .nOut(5)
                            .stride(2, 1)
                            .convolutionMode(mode)
                            .activation(Activation.TANH)
                            .build());
            images(
                    "deconvolution " + mode,
                    new Deconvolution2D.Builder(3, 2)
                            .nOut(5)
                            .stride(2, 2)
                            .convolutionMode(mode)
                            .activation(Activation.ELU)
                            .build());
        }
        // DL4J cannot run a dilated depthwise convolution: no second way to compare with.
        images(
                "separable dilated",
                new SeparableConvolution2D.Builder(2, 3).nOut(4).dilation(2, 2).build());
        images(
                "deconvolution dilated",
                new Deconvolution2D.Builder(2, 3).nOut(4).dilation(2, 2).build());
        images(
                "deconvolution padded, no bias",
                new Deconvolution2D.Builder(3, 3)
                        .nOut(3)
                        .stride(1, 2)
                        .padding(1, 1)
                        .hasBias(false)
                        .build());
        images(
                "depthwise padded, no bias",
                new DepthwiseConvolution2D.Builder(3, 3)
                        .nOut(4)
                        .padding(1, 2)
                        .hasBias(false)
                        .build());
        images(
                "separable padded, no bias",
                new SeparableConvolution2D.Builder(3, 3)
                        .nOut(4)
                        .padding(1, 1)
                        .hasBias(false)
                        .build());
    }

    private void addPooling() {
        for (PoolingType type : new PoolingType[] {PoolingType.MAX, PoolingType.AVG, PoolingType.PNORM}) {
            images(type + " pooling", pooling(type).build());
            images(type + " pooling padded", pooling(type).padding(1, 1).build());
            images(
                    type + " pooling same",
                    pooling(type).convolutionMode(ConvolutionMode.Same).build());
        }
        images(
                "AVG pooling padded, padding counts",
                pooling(PoolingType.AVG)
                        .padding(1, 1)
                        .avgPoolIncludePadInDivisor(true)
                        .build());
        images(
                "MAX pooling dilated",
                new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(1, 1)
                        .dilation(2, 2)
                        .build());
        images(
                "MAX pooling dilated, apart",
                new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(3, 3)
                        .dilation(2, 2)
                        .build());
        images(
                "MAX pooling overlapping",
                new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(3, 2)
                        .stride(1, 1)
                        .build());
        for (PoolingType type : PoolingType.values()) {
            global("global " + type, new GlobalPoolingLayer.Builder(type).pnorm(3));
        }
        if (format == CNN2DFormat.NCHW) {
            images(
                    "global AVG not collapsed",
                    new GlobalPoolingLayer.Builder(PoolingType.AVG)
                            .collapseDimensions(false)
                            .build());
        }
    }

    private void addWhatWorksByChannel() {
        images("zero padding", new ZeroPaddingLayer.Builder(1, 2, 0, 3).build());
        images("cropping", new Cropping2D.Builder(1, 2, 0, 3).build());
        images("upsampling", new Upsampling2D.Builder().size(new int[] {2, 3}).build());
        images("space to depth", new SpaceToDepthLayer.Builder<>(2).build(), 2 * HEIGHT, 2 * WIDTH);
        prelu("PReLU per value", new long[] {});
        boolean first = format == CNN2DFormat.NCHW;
        prelu("PReLU per channel", first ? new long[] {2, 3} : new long[] {1, 2});
        prelu("PReLU per pixel", new long[] {first ? 1 : 3});
        prelu("PReLU one for all", new long[] {1, 2, 3});
        images("activation layer", new ActivationLayer(Activation.SWISH));
        images("frozen", new FrozenLayer(convolution(3, 2).build()));
    }

    /** Layers that read images flattened. */
    private void addBehindFlatten() {
        behindFlatten("dropout", new DropoutLayer(0.5));
        behindFlatten(
                "batch norm",
                new BatchNormalization.Builder().nIn(4 * HEIGHT * WIDTH).build());
        behindFlatten("activation", new ActivationLayer(Activation.TANH));
        behindFlatten(
                "element-wise weights",
                new ElementWiseMultiplicationLayer.Builder()
                        .nIn(4 * HEIGHT * WIDTH)
                        .nOut(4 * HEIGHT * WIDTH)
                        .build());
    }

    private void behindFlatten(String name, Layer layer) {
        GraphBuilder net = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.same(4, Activation.RELU), "input")
                .addLayer("kind", layer, "conv1")
                .addLayer("dense1", TinyNetworks.dense(5, Activation.TANH), "kind")
                .addLayer("output", TinyNetworks.output(3), "dense1")
                .inputPreProcessor("kind", new CnnToFeedForwardPreProcessor(HEIGHT, WIDTH, 4, format));
        networks.put("flatten, " + name, TinyNetworks.network(net, IMAGE));
    }

    private void addNorms() {
        images("batch norm", new BatchNormalization.Builder().build());
        images(
                "batch norm, locked",
                new BatchNormalization.Builder(true).gamma(0.5).beta(0.25).build());
        images("LRN", new LocalResponseNormalization.Builder().build());
        images("LRN wide", new LocalResponseNormalization.Builder(1, 3, 0.5, 0.6).build());
    }

    private void addDropouts() {
        images("dropout", new DropoutLayer(0.6));
        images("spatial dropout", new DropoutLayer(new SpatialDropout(0.6)));
        images("alpha dropout", new DropoutLayer(new AlphaDropout(0.6)));
        images("Gaussian dropout", new DropoutLayer(new GaussianDropout(0.6)));
        images("Gaussian noise", new DropoutLayer(new GaussianNoise(0.6)));
        images("convolution with dropout", convolution(3, 3).dropOut(0.5).build());
    }

    private void addVertices() {
        for (ElementWiseVertex.Op op : ElementWiseVertex.Op.values()) {
            vertex("vertex " + op, new ElementWiseVertex(op), "conv1", "conv2");
        }
        vertex("vertex merge", new MergeVertex(), "conv1", "conv2");
        vertex("vertex scale", new ScaleVertex(-1.5), "conv1");
        vertex("vertex shift", new ShiftVertex(0.75), "conv1");
        vertex("vertex L2", new L2NormalizeVertex(), "conv1");
        vertex(
                "vertex flatten",
                new PreprocessorVertex(new CnnToFeedForwardPreProcessor(HEIGHT, WIDTH, 4, format)),
                "conv1");
    }

    private static ConvolutionLayer.Builder convolution(int height, int width) {
        return new ConvolutionLayer.Builder(height, width).nOut(4).activation(Activation.TANH);
    }

    private static SubsamplingLayer.Builder pooling(PoolingType type) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(2, 3)
                .stride(2, 2)
                .pnorm(3)
                .eps(1e-8);
    }

    private void prelu(String name, long... sharedAxes) {
        PReLULayer.Builder layer = new PReLULayer.Builder();
        layer.inputShape(format == CNN2DFormat.NCHW ? new long[] {4, HEIGHT, WIDTH} : new long[] {HEIGHT, WIDTH, 4});
        if (sharedAxes.length > 0) {
            layer.sharedAxes(sharedAxes);
        }
        images(name, layer.build());
    }

    private void images(String name, Layer layer) {
        images(name, layer, HEIGHT, WIDTH);
    }

    private void images(String name, Layer layer, int height, int width) {
        networks.put(name, around(layer, format, height, width));
    }

    /** A small network around a layer called "kind". */
    public static Network around(Layer layer, CNN2DFormat format) {
        return around(layer, format, HEIGHT, WIDTH);
    }

    private static Network around(Layer layer, CNN2DFormat format, int height, int width) {
        GraphBuilder net = TinyNetworks.start(format, height, width, 3)
                .addLayer("conv1", TinyNetworks.same(4, Activation.TANH), "input")
                .addLayer("kind", layer, "conv1")
                .addLayer("conv2", TinyNetworks.conv(3, 1, Activation.LEAKYRELU), "kind")
                .addLayer("dense1", TinyNetworks.dense(5, Activation.TANH), "conv2")
                .addLayer("output", TinyNetworks.output(3), "dense1");
        return TinyNetworks.network(net, new Shape(height, width, 3));
    }

    private void global(String name, GlobalPoolingLayer.Builder layer) {
        GraphBuilder net = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.same(4, Activation.RELU), "input")
                .addLayer("kind", layer.build(), "conv1")
                .addLayer("output", TinyNetworks.output(3), "kind");
        networks.put(name, TinyNetworks.network(net, IMAGE));
    }

    private void vertex(String name, GraphVertex vertex, String... inputs) {
        GraphBuilder net = TinyNetworks.start(format, HEIGHT, WIDTH, 3)
                .addLayer("conv1", TinyNetworks.same(4, Activation.TANH), "input")
                .addLayer("conv2", TinyNetworks.same(4, Activation.SIGMOID), "input")
                .addVertex("kind", vertex, inputs)
                .addLayer("dense1", TinyNetworks.dense(5, Activation.TANH), "kind")
                .addLayer("dense2", TinyNetworks.dense(5, Activation.TANH), "conv2")
                .addVertex("both", new MergeVertex(), "dense1", "dense2")
                .addLayer("output", TinyNetworks.output(3), "both");
        networks.put(name, TinyNetworks.network(net, IMAGE));
    }
}
