package org.espalier.inference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The buffers on which one thread runs a plan, a batch of images at a time. Not thread safe. */
final class Lane implements AutoCloseable {

    private final List<Stage> stages;
    private final int batch;
    private final Buffers buffers = new Buffers();
    private final Cell.Variable[] cells;
    private final @Nullable INDArray[] memory;
    private final @Nullable Values[] own;
    private final int[] ownChannels;
    private final @Nullable INDArray[] scratch;
    private final @Nullable Bound[] bound;
    private final List<List<int[]>> signatures = new ArrayList<>();

    Lane(int slots, List<Stage> stages, int batch) {
        this.stages = stages;
        this.batch = batch;
        this.cells = new Cell.Variable[slots];
        this.memory = new INDArray[slots];
        this.own = new Values[slots];
        this.ownChannels = new int[slots];
        this.scratch = new INDArray[slots];
        this.bound = new Bound[stages.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Cell.Variable();
        }
        stages.forEach(stage -> signatures.add(List.of()));
    }

    int batch() {
        return batch;
    }

    /** The values of a slot, as {@link Slot#arrayShape}. */
    Cell.Variable cell(Slot slot) {
        return cells[slot.index()];
    }

    /** From now on the values of a slot stand here. */
    void use(Slot slot, Values values) {
        cells[slot.index()].set(values);
    }

    /** From now on the values of a slot stand in this lane's own memory. */
    void useOwn(Slot slot, int channels) {
        int i = slot.index();
        Values view = own[i];
        if (view == null || ownChannels[i] != channels) {
            view = new Values(Buffers.view(memoryOf(slot), 0, slot.arrayShape(batch, channels)));
            own[i] = view;
            ownChannels[i] = channels;
        }
        cells[i].set(view);
    }

    private INDArray memoryOf(Slot slot) {
        INDArray known = memory[slot.index()];
        if (known == null) {
            known = buffers.allocate((long) batch * slot.shape().values());
            memory[slot.index()] = known;
        }
        return known;
    }

    /** Memory for a copy of some channels of a slot. */
    Values scratchFor(Slot slot, int channels) {
        INDArray known = scratch[slot.index()];
        if (known == null) {
            known = buffers.allocate((long) batch * slot.shape().values());
            scratch[slot.index()] = known;
        }
        return new Values(Buffers.view(known, 0, slot.imageShape(batch, channels)));
    }

    /** Makes stages {@code from} up to but not with {@code to} ready, where they depend on what changed. */
    void bind(Presence presence, int from, int to) {
        for (Stage stage : stages.subList(from, to)) {
            stage.reads().forEach(slot -> useOwn(slot, presence.present(slot).length));
            useOwn(stage.writes(), presence.present(stage.writes()).length);
        }
        for (int i = from; i < to; i++) {
            Stage stage = stages.get(i);
            List<int[]> signature = stage.signature(presence);
            if (!sameObjects(signature, signatures.get(i))) {
                Bound old = bound[i];
                bound[i] = stage.bind(this, presence);
                signatures.set(i, signature);
                if (old != null) {
                    old.close();
                }
            }
        }
    }

    /** Runs stages {@code from} up to but not with {@code to}. */
    void run(int from, int to) {
        for (int i = from; i < to; i++) {
            Bound ready = bound[i];
            if (ready == null) {
                throw new IllegalStateException("run before it is bound");
            }
            ready.run();
        }
    }

    private static boolean sameObjects(List<int[]> left, List<int[]> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i) != right.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        for (Bound ready : bound) {
            if (ready != null) {
                ready.close();
            }
        }
        buffers.close();
    }
}
