package org.espalier.inference;

import org.espalier.network.Layout;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values of a slot, copied into the layout in which DL4J expects them. */
final class ForeignInput implements AutoCloseable {

    private final Cell source;
    private final boolean permutes;
    private final INDArray memory;
    /** The same memory as the source's values go there, and as DL4J takes it. */
    private final INDArray filled;

    private final INDArray taken;

    ForeignInput(Cell.Variable source, Slot slot, Layout layout, int images) {
        Shape shape = slot.shape();
        this.permutes = layout != Layout.CHANNELS_LAST && shape.positions() > 1;
        this.source = source.as(slot.imageShape(images, shape.channels()));
        this.memory = Nd4j.createUninitialized(DataType.FLOAT, new long[] {(long) images * shape.values()}, 'c');
        INDArray last = Buffers.view(memory, 0, images, shape.height(), shape.width(), shape.channels());
        INDArray first = Buffers.view(memory, 0, images, shape.channels(), shape.height(), shape.width());
        this.filled = permutes ? first : last;
        this.taken = switch (layout) {
            case ROWS -> Buffers.view(memory, 0, images, shape.values());
            case CHANNELS_FIRST -> first;
            case CHANNELS_LAST -> last;
            case STEPS_LAST, STEPS_FIRST, VOLUME ->
                throw new IllegalArgumentException("no plan runs sequences and volumes");
        };
    }

    INDArray load() {
        INDArray values = source.array();
        filled.assign(permutes ? values.permute(0, 3, 1, 2) : values);
        return taken;
    }

    @Override
    public void close() {
        memory.close();
    }
}
