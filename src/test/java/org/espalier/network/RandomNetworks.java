package org.espalier.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks whose structure is drawn from a seed: chains, shortcuts, branches, every layout and way to flatten. */
public final class RandomNetworks {

    private static final Activation[] FUNCTIONS = {
        Activation.RELU,
        Activation.IDENTITY,
        Activation.SIGMOID,
        Activation.TANH,
        Activation.SOFTPLUS,
        Activation.SELU,
        Activation.LEAKYRELU
    };

    private final SplittableRandom random;
    private final CNN2DFormat format;
    private final GraphBuilder net;
    private final Shape image;
    private int layers;

    /** What flows behind a layer. */
    private record Flow(String layer, Shape shape) {}

    private RandomNetworks(long seed) {
        random = new SplittableRandom(seed);
        format = random.nextBoolean() ? CNN2DFormat.NCHW : CNN2DFormat.NHWC;
        image = new Shape(5 + random.nextInt(4), 5 + random.nextInt(4), 1 + random.nextInt(3));
        net = TinyNetworks.start(format, image.height(), image.width(), image.channels());
    }

    public static Network of(long seed) {
        return new RandomNetworks(seed).draw();
    }

    private Network draw() {
        Flow flow = convolution(new Flow("input", image));
        for (int blocks = 1 + random.nextInt(4); blocks > 0; blocks--) {
            flow = switch (random.nextInt(5)) {
                case 0 -> shortcut(flow);
                case 1 -> branches(flow);
                case 2 -> pairOf(flow);
                case 3 -> convolution(byChannel(flow));
                default -> byChannel(convolution(flow));
            };
        }
        flow = random.nextInt(3) == 0 ? global(flow) : dense(flow);
        for (int more = random.nextInt(3); more > 0; more--) {
            flow = random.nextBoolean() ? dense(flow) : featuresByChannel(flow);
        }
        net.addLayer("output", output(), flow.layer);
        return TinyNetworks.network(net, image);
    }

    /** Answers that cannot all be near 0 or 1, or the usual ones. */
    private OutputLayer output() {
        return random.nextBoolean()
                ? TinyNetworks.output(4)
                : new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build();
    }

    private Flow convolution(Flow from) {
        int filters = 2 + random.nextInt(5);
        return switch (random.nextInt(7)) {
            case 0, 1 -> same(from, filters);
            case 2, 3 -> valid(from, filters);
            case 4 -> depthwise(from);
            // DL4J runs it wrongly on one channel.
            case 5 -> from.shape.channels() == 1 ? same(from, filters) : separable(from, filters);
            default -> deconvolution(from, filters);
        };
    }

    private Flow depthwise(Flow from) {
        int multiplier = from.shape.channels() < 5 ? 1 + random.nextInt(2) : 1;
        int channels = from.shape.channels() * multiplier;
        DepthwiseConvolution2D layer = new DepthwiseConvolution2D.Builder(2, 3)
                .depthMultiplier(multiplier)
                .nOut(channels)
                .hasBias(random.nextBoolean())
                .convolutionMode(ConvolutionMode.Same)
                .activation(function())
                .build();
        return add("depthwise", layer, from, from.shape.withChannels(channels));
    }

    private Flow separable(Flow from, int filters) {
        SeparableConvolution2D layer = new SeparableConvolution2D.Builder(3, 2)
                .depthMultiplier(1 + random.nextInt(2))
                .nOut(filters)
                .hasBias(random.nextBoolean())
                .convolutionMode(ConvolutionMode.Same)
                .activation(function())
                .build();
        return add("separable", layer, from, from.shape.withChannels(filters));
    }

    private Flow deconvolution(Flow from, int filters) {
        Deconvolution2D layer = new Deconvolution2D.Builder(2, 2)
                .nOut(filters)
                .hasBias(random.nextBoolean())
                .activation(function())
                .build();
        Shape in = from.shape;
        return add("deconvolution", layer, from, new Shape(in.height() + 1, in.width() + 1, filters));
    }

    private Flow same(Flow from, int filters) {
        ConvolutionLayer.Builder layer = kernel(1 + random.nextInt(3), 1 + random.nextInt(3), filters);
        layer.convolutionMode(ConvolutionMode.Same);
        return add("conv", layer.build(), from, from.shape.withChannels(filters));
    }

    private Flow valid(Flow from, int filters) {
        Shape in = from.shape;
        int high = 1 + random.nextInt(Math.min(3, in.height()));
        int wide = 1 + random.nextInt(Math.min(3, in.width()));
        int stride = 1 + random.nextInt(2);
        int pad = random.nextInt(2);
        ConvolutionLayer.Builder layer =
                kernel(high, wide, filters).stride(stride, 1).padding(pad, 0);
        int height = (in.height() + 2 * pad - high) / stride + 1;
        return add("conv", layer.build(), from, new Shape(height, in.width() - wide + 1, filters));
    }

    private ConvolutionLayer.Builder kernel(int height, int width, int filters) {
        return new ConvolutionLayer.Builder(height, width)
                .nOut(filters)
                .hasBias(random.nextInt(4) > 0)
                .activation(function());
    }

    /** A residual block, whose shortcut is the identity or a projection. */
    private Flow shortcut(Flow from) {
        int filters = random.nextBoolean() ? from.shape.channels() : 2 + random.nextInt(5);
        boolean projects = filters != from.shape.channels() || random.nextBoolean();
        Flow straight = projects ? same(from, filters) : from;
        Flow inside = same(byChannelOfSameSize(same(from, 2 + random.nextInt(4))), filters);
        return vertex(new ElementWiseVertex(ElementWiseVertex.Op.Add), inside.shape, inside, straight);
    }

    private Flow branches(Flow from) {
        List<Flow> all = new ArrayList<>();
        int channels = 0;
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            Flow branch = same(random.nextBoolean() ? from : byChannelOfSameSize(from), 1 + random.nextInt(4));
            channels += branch.shape.channels();
            all.add(branch);
        }
        return vertex(new MergeVertex(), from.shape.withChannels(channels), all.toArray(Flow[]::new));
    }

    private Flow pairOf(Flow from) {
        ElementWiseVertex.Op[] ops = ElementWiseVertex.Op.values();
        int filters = 2 + random.nextInt(4);
        Flow left = same(from, filters);
        Flow right = same(from, filters);
        return vertex(new ElementWiseVertex(ops[random.nextInt(ops.length)]), left.shape, left, right);
    }

    private Flow byChannel(Flow from) {
        Shape in = from.shape;
        boolean large = in.height() > 3 && in.width() > 3;
        return switch (random.nextInt(large ? 5 : 3)) {
            case 0 ->
                add(
                        "padding",
                        new ZeroPaddingLayer.Builder(1, 0, 0, 1).build(),
                        from,
                        new Shape(in.height() + 1, in.width() + 1, in.channels()));
            case 3 ->
                add(
                        "cropping",
                        new Cropping2D.Builder(1, 0, 0, 1).build(),
                        from,
                        new Shape(in.height() - 1, in.width() - 1, in.channels()));
            case 4 ->
                add(
                        "pool",
                        new SubsamplingLayer.Builder(random.nextBoolean() ? PoolingType.MAX : PoolingType.AVG)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        from,
                        new Shape(in.height() / 2, in.width() / 2, in.channels()));
            default -> byChannelOfSameSize(from);
        };
    }

    private Flow byChannelOfSameSize(Flow from) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> add("norm", norm(), from, from.shape);
            case 2 -> add("activation", new ActivationLayer(function()), from, from.shape);
            case 3 -> add("prelu", prelu(from.shape), from, from.shape);
            case 4 -> add("dropout", new DropoutLayer(0.5), from, from.shape);
            case 5 -> vertex(random.nextBoolean() ? new ScaleVertex(-0.7) : new ShiftVertex(0.4), from.shape, from);
            default -> upAndDown(from);
        };
    }

    private Flow upAndDown(Flow from) {
        Shape in = from.shape;
        Flow up = add(
                "upsampling",
                new Upsampling2D.Builder(2).build(),
                from,
                new Shape(2 * in.height(), 2 * in.width(), in.channels()));
        SubsamplingLayer down = new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
        return add("pool", down, up, in);
    }

    private BatchNormalization norm() {
        return new BatchNormalization.Builder()
                .lockGammaBeta(random.nextBoolean())
                .build();
    }

    private PReLULayer prelu(Shape in) {
        boolean first = format == CNN2DFormat.NCHW;
        PReLULayer.Builder layer = new PReLULayer.Builder()
                .inputShape(
                        first
                                ? new long[] {in.channels(), in.height(), in.width()}
                                : new long[] {in.height(), in.width(), in.channels()});
        if (random.nextBoolean()) {
            layer.sharedAxes(first ? new long[] {2, 3} : new long[] {1, 2});
        }
        return layer.build();
    }

    private Flow global(Flow from) {
        PoolingType[] types = {PoolingType.MAX, PoolingType.AVG, PoolingType.SUM};
        GlobalPoolingLayer layer = new GlobalPoolingLayer(types[random.nextInt(types.length)]);
        return add("global", layer, from, Shape.features(from.shape.channels()));
    }

    private Flow dense(Flow from) {
        int units = 3 + random.nextInt(6);
        DenseLayer layer = new DenseLayer.Builder()
                .nOut(units)
                .hasBias(random.nextInt(4) > 0)
                .hasLayerNorm(random.nextInt(8) == 0)
                .activation(function())
                .build();
        return add("dense", layer, from, Shape.features(units));
    }

    private Flow featuresByChannel(Flow from) {
        int count = from.shape.channels();
        return switch (random.nextInt(count < 3 ? 4 : 5)) {
            case 0 -> add("norm", norm(), from, from.shape);
            case 2 ->
                add(
                        "scale",
                        new ElementWiseMultiplicationLayer.Builder()
                                .nIn(count)
                                .nOut(count)
                                .activation(function())
                                .build(),
                        from,
                        from.shape);
            case 4 -> vertex(new SubsetVertex(1, count - 1), Shape.features(count - 1), from);
            case 1 -> {
                Flow other = dense(from);
                yield vertex(new MergeVertex(), Shape.features(count + other.shape.channels()), from, other);
            }
            default -> add("activation", new ActivationLayer(function()), from, from.shape);
        };
    }

    private Activation function() {
        return FUNCTIONS[random.nextInt(FUNCTIONS.length)];
    }

    private Flow add(String kind, Layer layer, Flow from, Shape output) {
        String name = kind + ++layers;
        net.addLayer(name, layer, from.layer);
        return new Flow(name, output);
    }

    private Flow vertex(org.deeplearning4j.nn.conf.graph.GraphVertex vertex, Shape output, Flow... from) {
        String name = "vertex" + ++layers;
        String[] names = new String[from.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = from[i].layer;
        }
        net.addVertex(name, vertex, names);
        return new Flow(name, output);
    }
}
