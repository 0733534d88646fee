package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer;

/** A layer that takes all of its channels, because the units in front of it are frozen. */
abstract class OpaqueStage implements Stage {

    private final Layer.Opaque layer;
    private final List<Slot> reads;
    private final Slot writes;

    OpaqueStage(Layer.Opaque layer, List<Slot> reads, Slot writes) {
        this.layer = layer;
        this.reads = List.copyOf(reads);
        this.writes = writes;
    }

    final Layer.Opaque layer() {
        return layer;
    }

    @Override
    public final List<Slot> reads() {
        return reads;
    }

    @Override
    public final Slot writes() {
        return writes;
    }

    @Override
    public final long multiplyAdds(Presence presence) {
        return layer.fixedMultiplyAdds();
    }

    @Override
    public final Bound bind(Lane lane, Presence presence) {
        for (Slot slot : reads) {
            if (presence.present(slot).length != slot.shape().channels()) {
                throw new IllegalStateException(layer.name() + " reads units that are silenced");
            }
        }
        return bind(lane);
    }

    /** Makes it ready to run on a lane, with all channels there. */
    abstract Bound bind(Lane lane);

    /** What it reads first, as images. */
    final Cell imagesIn(Lane lane) {
        Slot in = reads.get(0);
        return lane.cell(in).as(in.imageShape(lane.batch(), in.shape().channels()));
    }

    /** What it writes, as images. */
    final Cell imagesOut(Lane lane) {
        return lane.cell(writes)
                .as(writes.imageShape(lane.batch(), writes.shape().channels()));
    }
}
