package org.espalier.inference;

import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer.Passing;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Negative values multiplied by a learned slope, in place (PReLU; He et al. 2015, arXiv 1502.01852). */
final class SlopeStage implements Stage {

    private final Slot slot;
    /** One slope per channel, or one per value: {@code [position, channel]}. */
    private final float[] slopes;

    private final Constant laidOut;

    SlopeStage(Network network, Passing layer, Slot slot, Buffers buffers) {
        this.slot = slot;
        INDArray stored = network.engine().getLayer(layer.name()).getParam("W");
        Layout layout = network.layoutBehind(layer.name());
        this.slopes = layer.valuesPerChannel() == 1
                ? stored.dup('c').data().asFloat()
                : perValue(stored, layout, slot.shape());
        this.laidOut = new Constant(buffers, slopes.length);
    }

    /** Slopes that are shared along an axis stand there once. */
    private static float[] perValue(INDArray stored, Layout layout, Shape shape) {
        if (stored.length() == 1) {
            float[] same = new float[shape.values()];
            Arrays.fill(same, stored.getFloat(0));
            return same;
        }
        boolean last = layout == Layout.CHANNELS_LAST;
        INDArray images = last ? stored : stored.permute(1, 2, 0);
        float[] values = images.dup('c').data().asFloat();
        int width = (int) images.size(1);
        int channels = (int) images.size(2);
        float[] slopes = new float[shape.values()];
        for (int i = 0; i < slopes.length; i++) {
            int channel = i % shape.channels();
            int x = i / shape.channels() % shape.width();
            int y = i / shape.channels() / shape.width();
            int row = images.size(0) == 1 ? 0 : y;
            int column = width == 1 ? 0 : x;
            slopes[i] = values[(row * width + column) * channels + (channels == 1 ? 0 : channel)];
        }
        return slopes;
    }

    @Override
    public List<Slot> reads() {
        return List.of(slot);
    }

    @Override
    public Slot writes() {
        return slot;
    }

    @Override
    public void prepare(Presence presence, PruningMask mask) {
        int[] channels = presence.present(slot);
        int positions = slopes.length / slot.shape().channels();
        float[] some = new float[positions * channels.length];
        for (int i = 0; i < some.length; i++) {
            int position = i / channels.length;
            some[i] = slopes[position * slot.shape().channels() + channels[i % channels.length]];
        }
        laidOut.put(some, 1, some.length);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        long each = (long) slopes.length / slot.shape().channels() * presence.present(slot).length;
        long all = (long) lane.batch() * slot.shape().positions() * presence.present(slot).length;
        return Slopes.behind(lane.cell(slot).as(all / each, each), laidOut, all / each, each);
    }
}
