package org.espalier.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.espalier.network.NativeSetup;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan on a set of images again and again, and keeps the activations in front of what changes.
 *
 * <p>When a mask differs from the one before, everything in front of the first layer that takes a changed unit in
 * (for single weights: the changed layer) answers as before. The activations there are kept while the first of
 * such masks is run; the next ones, the next positions of a slider, start from them. What is silenced in front of
 * that boundary is part of what they are kept for.
 */
public final class ActivationCache implements MaskedRuns {

    private final ForwardPlan plan;
    private final Images images;
    private final ActivationMemory memory;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<float[]> rooms = new ArrayList<>();
    /** The one used last comes first. */
    private final Deque<KeptActivations> kept = new ArrayDeque<>();

    private PruningMask mask = PruningMask.NONE;
    private @Nullable KeptActivations current;
    private boolean isReady;

    ActivationCache(ForwardPlan plan, Images images, int lanes, long budgetBytes) {
        this.plan = plan;
        this.images = images;
        this.memory = new ActivationMemory(budgetBytes);
        for (int i = 0; i < Math.min(lanes, batches()); i++) {
            this.lanes.add(plan.newLane());
            this.rooms.add(new float[plan.batch() * plan.imageSize()]);
        }
    }

    @Override
    public int lanes() {
        return lanes.size();
    }

    @Override
    public int batch() {
        return plan.batch();
    }

    @Override
    public int batches() {
        return (images.size() + plan.batch() - 1) / plan.batch();
    }

    @Override
    public int classes() {
        return plan.classes();
    }

    @Override
    public void silence(PruningMask next) {
        Reach reach = plan.reach();
        int boundary = reach.firstDifference(mask, next);
        boolean changed = boundary < plan.stages();
        if (isReady && !changed) {
            return;
        }
        mask = next;
        current = deepest(next).filter(known -> known.boundary() >= boundary).orElse(null);
        boolean isNew = current == null && changed && boundary > 0 && makeRoom(boundary);
        int start = current != null ? current.boundary() : isNew ? boundary : 0;
        Presence presence = plan.prepare(next, start == 0 ? new BitSet() : reach.held(start, next));
        if (isNew) {
            current = new KeptActivations(boundary, next, reach.crossing(boundary), presence, batches());
        }
        if (current != null) {
            kept.remove(current);
            kept.addFirst(current);
        }
        lanes.forEach(lane -> lane.bind(presence));
        isReady = true;
    }

    /** The activations that hold for a mask and leave the least to run. */
    private Optional<KeptActivations> deepest(PruningMask next) {
        return kept.stream()
                .filter(known -> plan.reach().isSameUpTo(known.boundary(), known.mask(), next))
                .max(Comparator.comparingInt(KeptActivations::boundary));
    }

    /** Drops what was not used for the longest time until a boundary's activations fit; false if none does. */
    private boolean makeRoom(int boundary) {
        long bytes = bytesAcross(boundary);
        while (!memory.hasRoomFor(bytes * batches()) && !kept.isEmpty()) {
            kept.removeLast().release(memory);
        }
        return memory.hasRoomFor(bytes);
    }

    /** Of one batch. */
    private long bytesAcross(int boundary) {
        return plan.reach().valuesAcross(boundary) * plan.batch() * Float.BYTES;
    }

    @Override
    public void run(int lane, int batch, float[] scores) {
        NativeSetup.threadsPerOperation(1);
        Lane on = lanes.get(lane);
        KeptActivations known = current;
        if (known == null) {
            load(on, lane, batch);
            on.run(0, plan.stages());
        } else if (known.has(batch)) {
            known.lendTo(on, batch);
            on.run(known.boundary(), plan.stages());
        } else {
            runAndKeep(on, lane, batch, known);
        }
        Buffers.get(on.cell(plan.output()).array(), scores);
    }

    private void runAndKeep(Lane on, int lane, int batch, KeptActivations known) {
        KeptActivations.Batch written = room(on, known);
        load(on, lane, batch);
        on.run(0, plan.stages());
        if (written != null) {
            known.keep(batch, written);
        }
    }

    /** Memory for a batch; null, and fewer batches are kept, where there is none. */
    private KeptActivations.@Nullable Batch room(Lane on, KeptActivations known) {
        known.takeFrom(on);
        if (!memory.hasRoomFor(bytesAcross(known.boundary()))) {
            memory.noteThatItIsCut();
            return null;
        }
        try {
            return known.writtenBy(on, memory);
        } catch (OutOfMemoryError full) {
            // The system has less than the budget says; the network still runs, on the lane's own memory.
            known.takeFrom(on);
            return null;
        }
    }

    private void load(Lane on, int lane, int batch) {
        float[] room = rooms.get(lane);
        int from = batch * plan.batch();
        images.copyTo(from, Math.min(images.size(), from + plan.batch()), room);
        Buffers.put(room, on.cell(plan.input()).array());
    }

    @Override
    public double reused() {
        KeptActivations known = current;
        long all = plan.multiplyAdds(0, plan.stages());
        return known == null || all == 0 ? 0 : (double) plan.multiplyAdds(0, known.boundary()) / all;
    }

    @Override
    public long cacheBytes() {
        return memory.taken();
    }

    @Override
    public boolean isCacheCut() {
        return memory.isCut();
    }

    @Override
    public void close() {
        kept.forEach(known -> known.release(memory));
        kept.clear();
        memory.close();
        lanes.forEach(Lane::close);
        plan.close();
    }
}
