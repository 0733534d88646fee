package org.espalier.inference;

import java.util.List;

/** Images made into rows of features, in either order. */
record FlattenStage(boolean channelsLast, Slot in, Slot writes) implements Stage {

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        long channels = presence.present(in).length;
        long positions = in.shape().positions();
        Cell pixels = lane.cell(in).as(lane.batch(), positions, channels);
        if (channelsLast) {
            Cell same = lane.cell(writes).as(lane.batch(), positions, channels);
            return () -> same.array().assign(pixels.array());
        }
        Cell swapped = lane.cell(writes).as(lane.batch(), channels, positions);
        return NativeOp.of("permute", List.of(pixels), swapped, 0, 2, 1);
    }
}
