package org.espalier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Window;

/**
 * A convolution with its bias, channels last.
 *
 * <p>A dilated one is run with zeros between its weights: ND4J's operation computes the padding of dilated ones wrong,
 * and then refuses to run.
 */
final class ConvolutionStage extends WeightedStage {

    /** {@code [kernelHeight, kernelWidth, inputChannels, filters]}. */
    private static final int WEIGHTS_HWIO = 0;

    private final Layer.Convolution layer;
    private final Window window;
    private final Constant kernel;
    private final Constant bias;
    private final Constant selection;
    private float[] room = {};

    ConvolutionStage(Network network, Layer.Convolution layer, Affine folded, Slot in, Slot out, Buffers buffers) {
        super(network, layer, layer.bias(), folded, in, out);
        this.layer = layer;
        long channels = in.shape().channels();
        long filters = out.shape().channels();
        this.window = layer.window().filledIn();
        this.kernel = new Constant(buffers, window.area() * channels * filters);
        this.bias = new Constant(buffers, filters);
        this.selection = new Constant(buffers, channels * channels);
    }

    @Override
    void layOut(float[] values, Presence presence) {
        int[] present = presence.present(in());
        int[] kept = presence.kept(in());
        int[] filters = presence.present(writes());
        boolean selects = selects(presence);
        int channels = selects ? kept.length : present.length;
        int area = layer.window().area();
        int length = window.area() * channels * filters.length;
        room = room.length < length ? new float[length] : room;
        Arrays.fill(room, 0, length, 0);
        int all = in().shape().channels();
        for (int k = 0; k < kept.length; k++) {
            int channel = selects ? k : Arrays.binarySearch(present, kept[k]);
            for (int f = 0; f < filters.length; f++) {
                float scale = scale(filters[f]);
                int from = (filters[f] * all + kept[k]) * area;
                int to = channel * filters.length + f;
                for (int pixel = 0; pixel < area; pixel++) {
                    room[to + layer.window().placeFilledIn(pixel) * channels * filters.length] =
                            values[from + pixel] * scale;
                }
            }
        }
        kernel.put(room, window.height(), window.width(), channels, filters.length);
        bias.put(bias(filters), filters.length);
        if (selects) {
            selection.put(selectionMatrix(present, kept), present.length, kept.length);
        }
    }

    /**
     * Whether silenced channels are taken out in front of the convolution, which costs a copy of those that
     * stay, or are multiplied with zero.
     */
    private boolean selects(Presence presence) {
        long all = presence.present(in()).length;
        long kept = presence.kept(in()).length;
        long filters = presence.present(writes()).length;
        return kept > 0 && kept < all && (all - kept) * filters * layer.window().area() > 2 * all * kept;
    }

    private static float[] selectionMatrix(int[] present, int[] kept) {
        float[] matrix = new float[present.length * kept.length];
        for (int k = 0; k < kept.length; k++) {
            matrix[Arrays.binarySearch(present, kept[k]) * kept.length + k] = 1;
        }
        return matrix;
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        List<Bound> parts = new ArrayList<>();
        int present = presence.present(in()).length;
        Cell images = lane.cell(in()).as(in().imageShape(lane.batch(), present));
        if (selects(presence)) {
            int kept = presence.kept(in()).length;
            long pixels = (long) lane.batch() * in().shape().positions();
            Values chosen = lane.scratchFor(in(), kept);
            parts.add(NativeOp.of(
                    "matmul",
                    List.of(lane.cell(in()).as(pixels, present), selection),
                    () -> chosen.as(pixels, kept),
                    0,
                    0,
                    0));
            images = chosen::array;
        }
        int filters = presence.present(writes()).length;
        Cell out = lane.cell(writes()).as(writes().imageShape(lane.batch(), filters));
        parts.add(NativeOp.of("conv2d", List.of(images, kernel, bias), out, WindowArguments.of(window, WEIGHTS_HWIO)));
        return Bound.of(parts);
    }
}
