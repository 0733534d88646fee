package org.espalier.inference;

import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Window;

/** A transposed convolution with its bias, channels last. */
final class DeconvolutionStage extends WeightedStage {

    private final Layer.Deconvolution layer;
    private final Constant kernel;
    private final Constant bias;

    DeconvolutionStage(Network network, Layer.Deconvolution layer, Affine folded, Slot in, Slot out, Buffers buffers) {
        super(network, layer, layer.bias(), folded, in, out);
        this.layer = layer;
        int filters = out.shape().channels();
        this.kernel = new Constant(
                buffers, (long) layer.window().area() * filters * in.shape().channels());
        this.bias = new Constant(buffers, filters);
    }

    /** From {@code [channels, filters, pixels]} to {@code [pixels, filters, channels]}. */
    @Override
    void layOut(float[] values, Presence presence) {
        int[] present = presence.present(in());
        int[] made = presence.present(writes());
        Window window = layer.window();
        int all = writes().shape().channels();
        float[] some = new float[window.area() * made.length * present.length];
        for (int channel : presence.kept(in())) {
            int place = Arrays.binarySearch(present, channel);
            for (int f = 0; f < made.length; f++) {
                int from = (channel * all + made[f]) * window.area();
                for (int pixel = 0; pixel < window.area(); pixel++) {
                    some[(pixel * made.length + f) * present.length + place] = values[from + pixel] * scale(made[f]);
                }
            }
        }
        kernel.put(some, window.height(), window.width(), made.length, present.length);
        bias.put(bias(made), made.length);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        Cell images = lane.cell(in()).as(in().imageShape(lane.batch(), presence.present(in()).length));
        Cell made = lane.cell(writes()).as(writes().imageShape(lane.batch(), presence.present(writes()).length));
        return NativeOp.of("deconv2d", List.of(images, kernel, bias), made, WindowArguments.of(layer.window()));
    }
}
