package org.espalier.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
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

    /** A batch is small enough to be cancelled behind, and large enough for small layers to run well. */
    private static final int LARGEST_BATCH = 250;

    private static final long MULTIPLY_ADDS_OF_A_BATCH = 4_000_000_000L;

    private static final long MOST_TO_WARM = 512L << 20;

    private final ForwardPlan plan;
    private final Images images;
    private final int batch;
    private final ActivationMemory memory;
    private final List<PlanWorker> workers = new ArrayList<>();
    /** The one used last comes first. */
    private final Deque<KeptActivations> kept = new ArrayDeque<>();

    private PruningMask mask = PruningMask.NONE;
    private @Nullable KeptActivations current;
    private boolean isReady;

    ActivationCache(ForwardPlan plan, Images images, int lanes, long budgetBytes) {
        this(plan, images, lanes, new ActivationMemory(budgetBytes));
    }

    ActivationCache(ForwardPlan plan, Images images, int lanes, ActivationMemory memory) {
        this.plan = plan;
        this.images = images;
        this.memory = memory;
        plan.prepare(PruningMask.NONE, new BitSet());
        long each = Math.max(1, plan.multiplyAdds(0, plan.stages()));
        this.batch = Batches.largest(Math.min(LARGEST_BATCH, images.size()), each, MULTIPLY_ADDS_OF_A_BATCH);
        for (int i = 0; i < Math.min(lanes, batches()); i++) {
            workers.add(new PlanWorker(plan, images, batch));
        }
    }

    @Override
    public int lanes() {
        return workers.size();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int batches() {
        return (images.size() + batch - 1) / batch;
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
            current = new KeptActivations(boundary, next, reach.crossing(boundary), presence, batch, batches());
        }
        if (current != null) {
            kept.remove(current);
            kept.addFirst(current);
        }
        workers.forEach(worker -> worker.bind(presence, start));
        isReady = true;
    }

    /** The activations that hold for a mask and leave the least to run. */
    private Optional<KeptActivations> deepest(PruningMask next) {
        return kept.stream()
                .filter(known -> plan.reach().isSameUpTo(known.boundary(), known.mask(), next))
                .max(Comparator.comparingInt(KeptActivations::boundary));
    }

    /**
     * Drops what is kept at this boundary under another mask, which will hardly come again, and then what was not
     * used for the longest time, until a boundary's activations fit; false if none does.
     */
    private boolean makeRoom(int boundary) {
        for (KeptActivations old : List.copyOf(kept)) {
            if (old.boundary() == boundary) {
                kept.remove(old);
                old.release(memory);
            }
        }
        long bytes = bytesAcross(boundary);
        while (!memory.hasRoomFor(bytes * batches()) && !kept.isEmpty()) {
            kept.removeLast().release(memory);
        }
        return memory.hasRoomFor(bytes);
    }

    /** Of one batch. */
    private long bytesAcross(int boundary) {
        return plan.reach().valuesAcross(boundary) * batch * Float.BYTES;
    }

    @Override
    public void run(int lane, int number, float[] scores) {
        NativeSetup.threadsPerOperation(1);
        PlanWorker worker = workers.get(lane);
        KeptActivations known = current;
        if (known == null) {
            worker.runAll(number, scores);
            return;
        }
        List<Block> blocks = known.batch(number);
        if (blocks == null) {
            List<Block> own = room(known);
            blocks = own == null ? worker.passing(known) : own;
            worker.fill(known, blocks, number);
            if (own != null) {
                known.keep(number, blocks);
            }
        }
        worker.runFrom(known, blocks, scores);
    }

    /** Memory for a batch; null, and fewer batches are kept, where there is none. */
    private @Nullable List<Block> room(KeptActivations known) {
        if (!memory.hasRoomFor(bytesAcross(known.boundary()))) {
            memory.noteThatItIsCut();
            return null;
        }
        try {
            return known.newBatch(memory);
        } catch (OutOfMemoryError full) {
            // The system has less than the budget says; the network still runs, on the lane's own memory.
            return null;
        }
    }

    @Override
    public void warm(Progress progress) throws JobCancelled {
        long most = Math.min(memory.budget(), MOST_TO_WARM);
        List<List<Long>> blocks = plan.reach().boundaries().stream()
                .map(boundary -> plan.reach().crossing(boundary).stream()
                        .map(slot -> (long) batch * slot.shape().values())
                        .toList())
                .sorted(Comparator.comparingLong(ActivationCache::sum))
                .toList();
        long values = 0;
        for (List<Long> each : blocks) {
            values += sum(each) * batches();
            if (values * Float.BYTES <= most && !memory.prepare(each, batches(), progress)) {
                return;
            }
        }
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
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
        workers.forEach(PlanWorker::close);
        plan.close();
    }
}
