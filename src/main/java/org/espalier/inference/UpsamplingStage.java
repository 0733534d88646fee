package org.espalier.inference;

import java.util.List;

/** Each pixel repeated, channels last. */
final class UpsamplingStage implements Stage {

    private static final int NHWC = 0;

    private final int[] times;
    private final Slot in;
    private final Slot out;

    /** @param times how often: downwards, to the right */
    UpsamplingStage(int[] times, Slot in, Slot out) {
        this.times = times;
        this.in = in;
        this.out = out;
    }

    @Override
    public List<Slot> reads() {
        return List.of(in);
    }

    @Override
    public Slot writes() {
        return out;
    }

    @Override
    public Bound bind(Lane lane, Presence presence) {
        int channels = presence.present(in).length;
        return NativeOp.of(
                "upsampling2d",
                List.of(lane.cell(in).as(in.imageShape(lane.batch(), channels))),
                lane.cell(out).as(out.imageShape(lane.batch(), channels)),
                times[0],
                times[1],
                NHWC);
    }
}
