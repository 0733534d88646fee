package org.espalier.inference;

import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution with its bias, channels last. */
final class ConvolutionStep implements Step {

    private static final int NHWC = 1;
    /** {@code [kernelHeight, kernelWidth, inputChannels, filters]}. */
    private static final int WEIGHTS_HWIO = 0;

    private final WeightedStep weights;
    private final CustomOp op;

    ConvolutionStep(
            Network network, Layer.Convolution layer, Affine folded, INDArray in, INDArray out, Buffers buffers) {
        Window window = layer.window();
        int channels = layer.inputShape().channels();
        int filters = layer.output().channels();
        INDArray kernel = buffers.allocate(window.height(), window.width(), channels, filters);
        weights = new WeightedStep(
                MaskedWeights.of(network, layer), place(window.area(), channels, filters), folded, kernel);
        INDArray bias = buffers.allocate(filters);
        Buffers.put(foldedBias(network, layer.name(), layer.bias(), folded), bias);
        op = DynamicCustomOp.builder("conv2d")
                .addInputs(asImages(in, layer.inputShape()), kernel, bias)
                .addOutputs(asImages(out, layer.output()))
                .addIntegerArguments(
                        window.height(),
                        window.width(),
                        window.strideHeight(),
                        window.strideWidth(),
                        window.padHeight(),
                        window.padWidth(),
                        window.dilationHeight(),
                        window.dilationWidth(),
                        window.same() ? 1 : 0,
                        NHWC,
                        WEIGHTS_HWIO)
                .build();
    }

    @Override
    public void silence(PruningMask mask) {
        weights.silence(mask);
    }

    @Override
    public void run() {
        Nd4j.exec(op);
    }

    static INDArray asImages(INDArray array, org.espalier.network.Shape shape) {
        return array.rank() == 4
                ? array
                : array.reshape('c', array.size(0), shape.height(), shape.width(), shape.channels());
    }

    /** {@code b·scale + shift}. */
    static float[] foldedBias(Network network, String layer, boolean hasBias, Affine folded) {
        float[] bias = folded.shift().clone();
        if (hasBias) {
            float[] own = network.values(layer, "b");
            for (int i = 0; i < bias.length; i++) {
                bias[i] += own[i] * folded.scale()[i];
            }
        }
        return bias;
    }

    /** From {@code [filters, channels, area]} to {@code [area, channels, filters]}. */
    private static WeightedStep.Place place(int area, int channels, int filters) {
        int[] target = new int[area * channels * filters];
        int[] unit = new int[target.length];
        int i = 0;
        for (int filter = 0; filter < filters; filter++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    target[i] = (pixel * channels + channel) * filters + filter;
                    unit[i++] = filter;
                }
            }
        }
        return new WeightedStep.Place(target, unit);
    }
}
