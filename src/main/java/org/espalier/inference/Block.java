package org.espalier.inference;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The kept activations of one slot for one batch, in one piece of memory. Not thread safe. */
final class Block {

    private final INDArray memory;
    private final Slot slot;
    private final int channels;
    private final Map<Integer, Values[]> parts = new HashMap<>();

    Block(INDArray memory, Slot slot, int channels) {
        this.memory = memory;
        this.slot = slot;
        this.channels = channels;
    }

    INDArray memory() {
        return memory;
    }

    /** The activations of images {@code part·images} and so many behind it. */
    Values part(int images, int part) {
        long each = (long) images * slot.shape().positions() * channels;
        Values[] known = parts.computeIfAbsent(
                images,
                size -> new Values
                        [Math.toIntExact(
                                memory.length() / ((long) size * slot.shape().values()))]);
        if (known[part] == null) {
            known[part] = new Values(Buffers.view(memory, part * each, slot.arrayShape(images, channels)));
        }
        return known[part];
    }
}
