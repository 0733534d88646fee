package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Windows;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise or separable convolution or a deconvolution: run as it is, until its units can be pruned. */
final class FrozenConvolutionStage extends OpaqueStage {

    private final ConvolutionLayer kind;
    private final List<Cell> weights = new ArrayList<>();

    FrozenConvolutionStage(Network network, Layer.Opaque layer, Slot in, Slot out, Buffers buffers) {
        super(layer, List.of(in), out);
        org.deeplearning4j.nn.api.Layer original = network.engine().getLayer(layer.name());
        this.kind = (ConvolutionLayer) original.conf().getLayer();
        INDArray first = original.getParam("W");
        if (kind instanceof Deconvolution2D) {
            // From [inputs, outputs, height, width].
            weights.add(copy(first.permute(2, 3, 1, 0), buffers));
        } else if (kind instanceof SeparableConvolution2D) {
            // From [multiplier, inputs, height, width] and [outputs, inputs · multiplier, 1, 1].
            weights.add(copy(first.permute(2, 3, 1, 0), buffers));
            weights.add(copy(original.getParam("pW").permute(2, 3, 1, 0), buffers));
        } else {
            weights.add(copy(first, buffers));
        }
        if (kind.hasBias()) {
            INDArray bias = original.getParam("b");
            weights.add(copy(bias.reshape(bias.length()), buffers));
        }
    }

    private static Cell copy(INDArray values, Buffers buffers) {
        INDArray mine = buffers.allocate(values.shape());
        mine.assign(values);
        return () -> mine;
    }

    @Override
    Bound bind(Lane lane) {
        List<Cell> inputs = new ArrayList<>(List.of(imagesIn(lane)));
        inputs.addAll(weights);
        String operation = kind instanceof Deconvolution2D
                ? "deconv2d"
                : kind instanceof SeparableConvolution2D ? "sconv2d" : "depthwise_conv2d";
        return NativeOp.of(operation, inputs, imagesOut(lane), WindowArguments.of(Windows.of(kind)));
    }
}
