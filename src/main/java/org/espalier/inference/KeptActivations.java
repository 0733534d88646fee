package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The activations of all batches at one boundary of a plan, under a mask that holds in front of it. */
final class KeptActivations {

    private final int boundary;
    private final PruningMask mask;
    private final List<Slot> slots;
    private final int[] channels;
    /** By batch: one array per slot, once that batch was run. */
    private final AtomicReferenceArray<@Nullable Batch> batches;

    /** One batch's arrays, by slot, and the memory they stand in. */
    record Batch(List<INDArray> arrays, List<INDArray> memory) {}

    KeptActivations(int boundary, PruningMask mask, List<Slot> slots, Presence presence, int batches) {
        this.boundary = boundary;
        this.mask = mask;
        this.slots = slots;
        this.channels =
                slots.stream().mapToInt(slot -> presence.present(slot).length).toArray();
        this.batches = new AtomicReferenceArray<>(batches);
    }

    int boundary() {
        return boundary;
    }

    PruningMask mask() {
        return mask;
    }

    boolean has(int batch) {
        return batches.get(batch) != null;
    }

    /** Lets a lane read a batch's activations from here. */
    void lendTo(Lane lane, int batch) {
        Batch kept = batches.get(batch);
        if (kept == null) {
            throw new IllegalStateException("batch " + batch + " was not kept");
        }
        place(kept, lane);
    }

    /** New arrays, which a lane writes its activations to. */
    Batch writtenBy(Lane lane, ActivationMemory memory) {
        List<INDArray> arrays = new ArrayList<>();
        List<INDArray> taken = new ArrayList<>();
        try {
            for (int i = 0; i < slots.size(); i++) {
                Slot slot = slots.get(i);
                INDArray block = memory.take((long) lane.batch() * slot.shape().values());
                taken.add(block);
                arrays.add(Buffers.view(block, slot.arrayShape(lane.batch(), channels[i])));
            }
        } catch (OutOfMemoryError full) {
            taken.forEach(memory::giveBack);
            throw full;
        }
        Batch batch = new Batch(arrays, taken);
        place(batch, lane);
        return batch;
    }

    private void place(Batch batch, Lane lane) {
        for (int i = 0; i < slots.size(); i++) {
            lane.use(slots.get(i), batch.arrays().get(i));
        }
    }

    /** Lets a lane use its own memory again. */
    void takeFrom(Lane lane) {
        for (int i = 0; i < slots.size(); i++) {
            lane.useOwn(slots.get(i), channels[i]);
        }
    }

    /** Keeps a batch that was run to its end. */
    void keep(int batch, Batch arrays) {
        batches.set(batch, arrays);
    }

    /** Gives all memory back. */
    void release(ActivationMemory memory) {
        for (int i = 0; i < batches.length(); i++) {
            Batch batch = batches.getAndSet(i, null);
            if (batch != null) {
                batch.memory().forEach(memory::giveBack);
            }
        }
    }
}
