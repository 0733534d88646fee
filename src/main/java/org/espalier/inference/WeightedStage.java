package org.espalier.inference;

import java.util.List;
import java.util.Objects;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.jspecify.annotations.Nullable;

/**
 * A layer that takes its input in with weights: only slices of units that exist are laid out, so that what is
 * silenced costs no time.
 *
 * <p>A batch-norm that stands directly behind the layer is folded in: {@code y = (W·x + b)·scale + shift}.
 */
abstract class WeightedStage implements Stage {

    private final Layer.Weighted layer;
    private final Slot in;
    private final Slot out;
    private final float[] weights;
    private final float[] bias;
    private final Affine folded;
    /** Room for the weights with some of them zeroed, once that is asked for. */
    private float[] masked = {};

    private List<int[]> laidOut = List.of();
    private @Nullable RemovedWeights removed;

    WeightedStage(Network network, Layer.Weighted layer, boolean hasBias, Affine folded, Slot in, Slot out) {
        this.layer = layer;
        this.in = in;
        this.out = out;
        this.folded = folded;
        this.weights = network.weights(layer.name());
        this.bias = folded.shift().clone();
        if (hasBias) {
            float[] own = network.values(layer.name(), "b");
            for (int i = 0; i < bias.length; i++) {
                bias[i] += own[i] * folded.scale()[i];
            }
        }
    }

    @Override
    public final List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public final Slot writes() {
        return out;
    }

    final Slot in() {
        return in;
    }

    @Override
    public final boolean isReader() {
        return true;
    }

    @Override
    public final boolean hasWeightsOf(String name) {
        return layer.name().equals(name);
    }

    @Override
    public final long multiplyAdds(Presence presence) {
        return layer.multiplyAdds(presence.kept(in).length, presence.present(out).length);
    }

    @Override
    public final List<int[]> signature(Presence presence) {
        return List.of(presence.present(in), presence.kept(in), presence.present(out));
    }

    @Override
    public final void prepare(Presence presence, PruningMask mask) {
        RemovedWeights now = mask.weightsOf(layer.name());
        List<int[]> lists = signature(presence);
        if (isSame(lists) && Objects.equals(now, removed)) {
            return;
        }
        float[] values = weights;
        if (now != null) {
            masked = masked.length == 0 ? new float[weights.length] : masked;
            System.arraycopy(weights, 0, masked, 0, weights.length);
            now.zero(masked);
            values = masked;
        }
        layOut(values, presence);
        laidOut = lists;
        removed = now;
    }

    private boolean isSame(List<int[]> lists) {
        for (int i = 0; i < lists.size(); i++) {
            if (i >= laidOut.size() || lists.get(i) != laidOut.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** @param values the layer's weights in its own layout, removed ones zeroed */
    abstract void layOut(float[] values, Presence presence);

    /** What a unit's weights are multiplied with. */
    final float scale(int unit) {
        return folded.scale()[unit];
    }

    /** The bias of units, folded. */
    final float[] bias(int... units) {
        float[] some = new float[units.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = bias[units[i]];
        }
        return some;
    }
}
