package org.espalier.inference;

import java.util.List;

/** A copy to work on in place, where others read the original as well. */
record CopyStage(Slot in, Slot writes) implements Stage {

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        Cell from = lane.cell(in);
        Cell to = lane.cell(writes);
        return () -> to.array().assign(from.array());
    }
}
