package org.espalier.inference;

import java.util.Arrays;
import java.util.List;

/** A part of the pixels, or of the channels. */
record SliceStage(Slot in, Slot writes, int top, int left, int firstChannel) implements Stage {

    /** @param edges how many rows and columns go: above, below, left, right */
    static SliceStage ofPixels(int[] edges, Slot in, Slot out) {
        return new SliceStage(in, out, edges[0], edges[2], 0);
    }

    static SliceStage ofChannels(int first, Slot in, Slot out) {
        return new SliceStage(in, out, 0, 0, first);
    }

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        int[] present = presence.present(in);
        int channels = presence.present(writes).length;
        int found = Arrays.binarySearch(present, firstChannel);
        int from = found >= 0 ? found : -found - 1;
        return NativeOp.of(
                "slice",
                List.of(lane.cell(in).as(in.imageShape(lane.batch(), present.length))),
                lane.cell(writes).as(writes.imageShape(lane.batch(), channels)),
                0,
                top,
                left,
                from,
                lane.batch(),
                writes.shape().height(),
                writes.shape().width(),
                channels);
    }
}
