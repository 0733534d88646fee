package org.espalier.inference;

import java.util.List;
import org.espalier.network.PruningMask;

/** Batch normalisation that could not be folded: a scale and a shift per channel, in place. */
final class AffineStage implements Stage {

    private final Affine affine;
    private final Slot slot;
    private final Constant scale;
    private final Constant shift;

    AffineStage(Affine affine, Slot slot, Buffers buffers) {
        this.affine = affine;
        this.slot = slot;
        this.scale = new Constant(buffers, affine.scale().length);
        this.shift = new Constant(buffers, affine.shift().length);
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
        scale.put(chosen(affine.scale(), channels), 1, channels.length);
        shift.put(chosen(affine.shift(), channels), 1, channels.length);
    }

    private static float[] chosen(float[] of, int... channels) {
        float[] some = new float[channels.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = of[channels[i]];
        }
        return some;
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        Cell rows = Rows.of(lane, slot, presence);
        return Bound.of(List.of(
                NativeOp.of("multiply", List.of(rows, scale), rows), NativeOp.of("add", List.of(rows, shift), rows)));
    }
}
