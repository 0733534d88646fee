package org.espalier.inference;

import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A separable convolution, channels last, in two steps: ND4J has one operation for both, a hundred times slower. */
final class SeparableStage extends WeightedStage {

    /** {@code [kernelHeight, kernelWidth, inputChannels, filters]}. */
    private static final int WEIGHTS_HWIO = 0;

    private final Layer.Separable layer;
    private final DepthwiseKernel kernel;
    private final Constant filters;
    private final Constant bias;

    SeparableStage(Network network, Layer.Separable layer, Affine folded, Slot in, Slot out, Buffers buffers) {
        super(network, layer, layer.bias(), folded, in, out);
        this.layer = layer;
        int channels = in.shape().channels();
        int area = layer.window().area();
        // [multiplier, channels, kernelHeight, kernelWidth]
        float[] first = network.values(layer.name(), "W");
        this.kernel = new DepthwiseKernel(layer.window(), channels, layer.multiplier(), buffers);
        kernel.fill((pixel, channel, m) -> first[(m * channels + channel) * area + pixel]);
        this.filters = new Constant(
                buffers, (long) channels * layer.multiplier() * out.shape().channels());
        this.bias = new Constant(buffers, out.shape().channels());
    }

    /** Silenced channels that exist are multiplied with zero in the second step. */
    @Override
    void layOut(float[] values, Presence presence) {
        int[] present = presence.present(in());
        int[] made = presence.present(writes());
        kernel.layOut(present);
        int each = layer.multiplier();
        int perFilter = in().shape().channels() * each;
        float[] some = new float[present.length * each * made.length];
        for (int channel : presence.kept(in())) {
            int place = Arrays.binarySearch(present, channel);
            for (int m = 0; m < each; m++) {
                int to = (place * each + m) * made.length;
                for (int f = 0; f < made.length; f++) {
                    some[to + f] = values[made[f] * perFilter + channel * each + m] * scale(made[f]);
                }
            }
        }
        filters.put(some, 1, 1, (long) present.length * each, made.length);
        bias.put(bias(made), made.length);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        int present = presence.present(in()).length;
        long[] between = writes().imageShape(lane.batch(), present * layer.multiplier());
        INDArray room = Nd4j.createUninitialized(DataType.FLOAT, between, 'c');
        Cell images = lane.cell(in()).as(in().imageShape(lane.batch(), present));
        Cell made = lane.cell(writes()).as(writes().imageShape(lane.batch(), presence.present(writes()).length));
        Window window = layer.window().filledIn();
        return Bound.of(
                List.of(
                        NativeOp.of(
                                "depthwise_conv2d", List.of(images, kernel), () -> room, WindowArguments.of(window)),
                        NativeOp.of(
                                "conv2d",
                                List.of(() -> room, filters, bias),
                                made,
                                WindowArguments.of(Window.PIXEL, WEIGHTS_HWIO))),
                room);
    }
}
