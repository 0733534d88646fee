package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Window;

/**
 * Each channel convolved by itself, channels last, with what stands behind it folded in: {@code y = (W·x + b)·scale +
 * shift}. Silenced units pass through it or are not there, as with everything that works channel by channel.
 */
final class DepthwiseStage implements Stage {

    private final Layer.Depthwise layer;
    private final Affine folded;
    private final DepthwiseKernel kernel;
    private final float[] bias;
    private final Slot in;
    private final Slot out;
    private final Constant biases;
    private int[] laidOut = {};

    DepthwiseStage(Network network, Layer.Depthwise layer, Affine folded, Slot in, Slot out, Buffers buffers) {
        this.layer = layer;
        this.folded = folded;
        this.in = in;
        this.out = out;
        // [kernelHeight, kernelWidth, channels, multiplier]
        float[] weights = network.values(layer.name(), "W");
        int channels = layer.inputShape().channels();
        int each = layer.multiplier();
        this.kernel = new DepthwiseKernel(layer.window(), channels, each, buffers);
        kernel.fill((pixel, channel, m) -> {
            int made = channel * each + m;
            return weights[pixel * channels * each + made] * folded.scale()[made];
        });
        this.bias = layer.bias() ? network.values(layer.name(), "b") : new float[channels * each];
        this.biases = new Constant(buffers, (long) channels * each);
    }

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Slot writes() {
        return out;
    }

    @Override
    public long multiplyAdds(Presence presence) {
        return layer.multiplyAdds(presence.kept(in).length, presence.present(out).length);
    }

    @Override
    public void prepare(Presence presence, PruningMask mask) {
        int[] made = presence.present(out);
        if (made == laidOut) {
            return;
        }
        laidOut = made;
        kernel.layOut(presence.present(in));
        float[] some = new float[made.length];
        for (int i = 0; i < made.length; i++) {
            some[i] = bias[made[i]] * folded.scale()[made[i]] + folded.shift()[made[i]];
        }
        biases.put(some, made.length);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        Window window = layer.window().filledIn();
        Cell images = lane.cell(in).as(in.imageShape(lane.batch(), presence.present(in).length));
        Cell made = lane.cell(out).as(out.imageShape(lane.batch(), presence.present(out).length));
        return NativeOp.of("depthwise_conv2d", List.of(images, kernel, biases), made, WindowArguments.of(window));
    }
}
