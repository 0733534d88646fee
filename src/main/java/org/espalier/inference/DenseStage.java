package org.espalier.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;

/** A fully connected layer with its bias; images are read flattened, channels fastest. */
final class DenseStage extends WeightedStage {

    private final Layer.Dense layer;
    private final Constant matrix;
    private final Constant bias;
    /** What normalised products are multiplied with; one value where they are not normalised. */
    private final Constant gain;

    private float[] room = {};

    DenseStage(Network network, Layer.Dense layer, Affine folded, Slot in, Slot out, Buffers buffers) {
        super(network, layer, layer.bias(), folded, in, out);
        this.layer = layer;
        this.matrix =
                new Constant(buffers, (long) in.shape().values() * out.shape().channels());
        this.bias = new Constant(buffers, out.shape().channels());
        float[] gains = layer.layerNorm() ? network.values(layer.name(), "g") : new float[1];
        this.gain = new Constant(buffers, gains.length);
        gain.put(gains, 1, gains.length);
    }

    @Override
    void layOut(float[] values, Presence presence) {
        int[] present = presence.present(in());
        int[] neurons = presence.present(writes());
        int positions = in().shape().positions();
        int length = positions * present.length * neurons.length;
        room = room.length < length ? new float[length] : room;
        Arrays.fill(room, 0, length, 0);
        int all = writes().shape().channels();
        for (int channel : presence.kept(in())) {
            int place = Arrays.binarySearch(present, channel);
            for (int position = 0; position < positions; position++) {
                int from = layer.row(channel, position) * all;
                int to = (position * present.length + place) * neurons.length;
                for (int i = 0; i < neurons.length; i++) {
                    room[to + i] = values[from + neurons[i]] * scale(neurons[i]);
                }
            }
        }
        matrix.put(room, (long) positions * present.length, neurons.length);
        bias.put(bias(neurons), neurons.length);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        long values = (long) in().shape().positions() * presence.present(in()).length;
        Cell rows = lane.cell(in()).as(lane.batch(), values);
        Cell out = lane.cell(writes());
        List<Bound> parts = new ArrayList<>();
        // xw_plus_b does product and bias, and takes up to forty times as long for some widths.
        parts.add(NativeOp.of("matmul", List.of(rows, matrix), out, 0, 0, 0));
        if (layer.layerNorm()) {
            parts.add(NativeOp.of("standardize", List.of(out), out, 1));
            parts.add(NativeOp.of("multiply", List.of(out, gain), out));
        }
        parts.add(NativeOp.of("biasadd", List.of(out, bias), out));
        return Bound.of(parts);
    }
}
