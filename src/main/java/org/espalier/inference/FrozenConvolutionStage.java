package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Window;
import org.espalier.network.Windows;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A depthwise or separable convolution or a deconvolution: run as it is, until its units can be pruned. */
final class FrozenConvolutionStage extends OpaqueStage {

    private final ConvolutionLayer kind;
    private final Window window;
    private final List<Cell> weights = new ArrayList<>();

    FrozenConvolutionStage(Network network, Layer.Opaque layer, Slot in, Slot out, Buffers buffers) {
        super(layer, List.of(in), out);
        org.deeplearning4j.nn.api.Layer original = network.engine().getLayer(layer.name());
        this.kind = (ConvolutionLayer) original.conf().getLayer();
        this.window = kind instanceof Deconvolution2D
                ? Windows.of(kind)
                : Windows.of(kind).filledIn();
        INDArray first = original.getParam("W");
        if (kind instanceof Deconvolution2D) {
            // From [inputs, outputs, height, width].
            weights.add(copy(first.permute(2, 3, 1, 0), buffers));
        } else if (kind instanceof SeparableConvolution2D) {
            // From [multiplier, inputs, height, width] and [outputs, inputs · multiplier, 1, 1].
            weights.add(filledIn(first.permute(2, 3, 1, 0), buffers));
            weights.add(copy(original.getParam("pW").permute(2, 3, 1, 0), buffers));
        } else {
            weights.add(filledIn(first, buffers));
        }
        if (kind.hasBias()) {
            INDArray bias = original.getParam("b");
            weights.add(copy(bias.reshape(bias.length()), buffers));
        }
    }

    /** With zeros between the weights of a dilated kernel, which ND4J's operation refuses. */
    private Cell filledIn(INDArray values, Buffers buffers) {
        INDArray mine = buffers.allocate(window.height(), window.width(), values.size(2), values.size(3));
        mine.assign(0);
        mine.get(
                        NDArrayIndex.interval(0, kind.getDilation()[0], window.height()),
                        NDArrayIndex.interval(0, kind.getDilation()[1], window.width()),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .assign(values);
        return () -> mine;
    }

    private static Cell copy(INDArray values, Buffers buffers) {
        INDArray mine = buffers.allocate(values.shape());
        mine.assign(values);
        return () -> mine;
    }

    @Override
    Bound bind(Lane lane) {
        if (kind instanceof SeparableConvolution2D) {
            return inTwoSteps(lane);
        }
        List<Cell> inputs = new ArrayList<>(List.of(imagesIn(lane)));
        inputs.addAll(weights);
        String operation = kind instanceof Deconvolution2D ? "deconv2d" : "depthwise_conv2d";
        return NativeOp.of(operation, inputs, imagesOut(lane), WindowArguments.of(window));
    }

    /** ND4J has one operation for both, a hundred times slower. */
    private Bound inTwoSteps(Lane lane) {
        long between = weights.get(1).array().size(2);
        INDArray room = Nd4j.createUninitialized(
                DataType.FLOAT,
                new long[] {
                    lane.batch(), writes().shape().height(), writes().shape().width(), between
                },
                'c');
        List<Cell> second = new ArrayList<>(List.of(() -> room));
        second.addAll(weights.subList(1, weights.size()));
        Window pixel = new Window(1, 1, 1, 1, 0, 0, 1, 1, false);
        return Bound.of(
                List.of(
                        NativeOp.of(
                                "depthwise_conv2d",
                                List.of(imagesIn(lane), weights.get(0)),
                                () -> room,
                                WindowArguments.of(window)),
                        NativeOp.of("conv2d", second, imagesOut(lane), WindowArguments.of(pixel, 0))),
                room);
    }
}
