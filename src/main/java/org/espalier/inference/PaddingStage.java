package org.espalier.inference;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An edge of zeros around images. */
final class PaddingStage implements Stage {

    private final Slot in;
    private final Slot out;
    private final INDArray edges;

    /** @param pixels above, below, left, right */
    PaddingStage(int[] pixels, Slot in, Slot out, Buffers buffers) {
        this.in = in;
        this.out = out;
        this.edges = buffers.own(Nd4j.createFromArray(
                new int[][] {{0, 0}, {pixels[0], pixels[1]}, {pixels[2], pixels[3]}, {0, 0}}));
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
        Cell images = lane.cell(in).as(in.imageShape(lane.batch(), channels));
        Cell padded = lane.cell(out).as(out.imageShape(lane.batch(), channels));
        return NativeOp.of("pad", List.of(images, () -> edges), padded, new double[] {0}, 0);
    }
}
