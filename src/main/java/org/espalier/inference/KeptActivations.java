package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/** The activations of all batches at one boundary of a plan, under a mask that holds in front of it. */
final class KeptActivations {

    private final int boundary;
    private final PruningMask mask;
    private final List<Slot> slots;
    private final int[] channels;
    private final int images;
    /** By batch, once that batch was run: one block per slot. */
    private final AtomicReferenceArray<@Nullable List<Block>> batches;

    /** @param images in a batch */
    KeptActivations(int boundary, PruningMask mask, List<Slot> slots, Presence presence, int images, int batches) {
        this.boundary = boundary;
        this.mask = mask;
        this.slots = slots;
        this.channels =
                slots.stream().mapToInt(slot -> presence.present(slot).length).toArray();
        this.images = images;
        this.batches = new AtomicReferenceArray<>(batches);
    }

    int boundary() {
        return boundary;
    }

    PruningMask mask() {
        return mask;
    }

    /** The activations of a batch; null where they are not kept. */
    @Nullable
    List<Block> batch(int batch) {
        return batches.get(batch);
    }

    /**
     * New blocks for the activations of a batch.
     *
     * @throws OutOfMemoryError where there is no more memory; nothing is taken then
     */
    List<Block> newBatch(ActivationMemory memory) {
        List<Block> blocks = new ArrayList<>();
        try {
            for (int i = 0; i < slots.size(); i++) {
                Slot slot = slots.get(i);
                blocks.add(new Block(memory.take((long) images * slot.shape().values()), slot, channels[i]));
            }
        } catch (OutOfMemoryError full) {
            blocks.forEach(block -> memory.giveBack(block.memory()));
            throw full;
        }
        return blocks;
    }

    /** Keeps a batch that was run. */
    void keep(int batch, List<Block> blocks) {
        batches.set(batch, blocks);
    }

    /** Lets a lane read and write a part of a batch where it is kept. */
    void lend(List<Block> blocks, Lane lane, int part) {
        for (int i = 0; i < slots.size(); i++) {
            lane.use(slots.get(i), blocks.get(i).part(lane.batch(), part));
        }
    }

    /** Lets a lane use its own memory again. */
    void takeFrom(Lane lane) {
        for (int i = 0; i < slots.size(); i++) {
            lane.useOwn(slots.get(i), channels[i]);
        }
    }

    /** Gives all memory back. */
    void release(ActivationMemory memory) {
        for (int i = 0; i < batches.length(); i++) {
            List<Block> blocks = batches.getAndSet(i, null);
            if (blocks != null) {
                blocks.forEach(block -> memory.giveBack(block.memory()));
            }
        }
    }
}
