package org.espalier.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory within a budget. Blocks that are given back are handed out again: on most machines memory that
 * was never touched costs more than the values that are written to it.
 */
final class ActivationMemory implements AutoCloseable {

    private final Map<Long, Deque<INDArray>> free = new HashMap<>();
    private final LongFunction<INDArray> allocator;
    private long budget;
    private volatile long taken;
    private long unused;
    private volatile boolean isCut;

    ActivationMemory(long budget) {
        this(budget, values -> Nd4j.createUninitialized(DataType.FLOAT, new long[] {values}, 'c'));
    }

    /** @param allocator makes a block of so many values */
    ActivationMemory(long budget, LongFunction<INDArray> allocator) {
        this.budget = budget;
        this.allocator = allocator;
    }

    /** Whether so many bytes can be taken, once free blocks of other sizes are given up. */
    synchronized boolean hasRoomFor(long bytes) {
        return taken - unused + bytes <= budget;
    }

    /** @throws OutOfMemoryError where the system gives no more; the budget is then what was taken so far */
    synchronized INDArray take(long values) {
        long bytes = values * Float.BYTES;
        INDArray known = freeBlocks(values).poll();
        if (known != null) {
            unused -= bytes;
            return known;
        }
        if (taken + bytes > budget) {
            trim();
        }
        try {
            INDArray block = allocator.apply(values);
            taken += bytes;
            return block;
        } catch (OutOfMemoryError full) {
            throw noMore(full);
        } catch (RuntimeException full) {
            // ND4J has no type of its own for an allocation that failed.
            if (!String.valueOf(full.getMessage()).startsWith("Allocation failed")) {
                throw full;
            }
            OutOfMemoryError error = new OutOfMemoryError(full.getMessage());
            error.initCause(full);
            throw noMore(error);
        }
    }

    private OutOfMemoryError noMore(OutOfMemoryError full) {
        budget = taken;
        isCut = true;
        return full;
    }

    synchronized void giveBack(INDArray block) {
        unused += block.length() * Float.BYTES;
        freeBlocks(block.length()).add(block);
    }

    private synchronized void trim() {
        for (Deque<INDArray> blocks : free.values()) {
            blocks.forEach(INDArray::close);
            blocks.clear();
        }
        taken -= unused;
        unused = 0;
    }

    /**
     * Makes sure that so many free blocks of each size exist, and touches their memory.
     *
     * @return false where there is not enough memory
     * @throws JobCancelled between two blocks
     */
    boolean prepare(List<Long> sizes, int count, Progress progress) throws JobCancelled {
        List<INDArray> blocks = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                progress.report(i, count);
                for (long size : sizes) {
                    if (!hasRoomFor(size * Float.BYTES)) {
                        return false;
                    }
                    INDArray block = take(size);
                    blocks.add(block);
                    block.assign(0);
                }
            }
            return true;
        } catch (OutOfMemoryError full) {
            // Nobody waits for it; what runs later keeps fewer images.
            return false;
        } finally {
            blocks.forEach(this::giveBack);
        }
    }

    synchronized long budget() {
        return budget;
    }

    synchronized void noteThatItIsCut() {
        isCut = true;
    }

    /** In bytes. */
    long taken() {
        return taken;
    }

    boolean isCut() {
        return isCut;
    }

    private Deque<INDArray> freeBlocks(long values) {
        return free.computeIfAbsent(values, key -> new ArrayDeque<>());
    }

    @Override
    public synchronized void close() {
        trim();
    }
}
