package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The patches of a lane's images as matrices, some images at a time, so that they stay in the cache. */
final class PatchFeed {

    private final Patches patches;
    private final SignalArrays images;
    private final int atOnce;
    private final int chunks;
    private final List<INDArray> rows = new ArrayList<>();
    private final List<FloatBuffer> from = new ArrayList<>();
    private final List<FloatBuffer> to = new ArrayList<>();
    private final @Nullable Heap heap;

    /** Values on their way from native memory to native memory: Java's copies are faster than ND4J's. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Heap(float[] images, float[] rows) {}

    /** @param most values of patches in a chunk, but for one image's */
    PatchFeed(Patches patches, SignalArrays images, TrainingLane lane, int most) {
        this.patches = patches;
        this.images = images;
        boolean copies = !patches.areThePixels();
        this.atOnce = copies ? Math.max(1, Math.min(images.images(), most / patches.perImage())) : images.images();
        this.chunks = (images.images() + atOnce - 1) / atOnce;
        this.heap = copies
                ? new Heap(new float[atOnce * images.shape().values()], new float[atOnce * patches.perImage()])
                : null;
        INDArray room = copies ? lane.allocate((long) atOnce * patches.perImage()) : null;
        for (int chunk = 0; chunk < chunks; chunk++) {
            long pixels = (long) count(chunk) * patches.perImage() / patches.row();
            rows.add(room == null ? images.asPixels() : NativeArrays.view(room, 0, pixels, patches.row()));
            from.add(NativeArrays.bufferOf(images.valuesOf(first(chunk), count(chunk))));
            to.add(NativeArrays.bufferOf(rows.get(chunk)));
        }
    }

    int chunks() {
        return chunks;
    }

    /** The first image of a chunk. */
    int first(int chunk) {
        return chunk * atOnce;
    }

    /** How many images are in a chunk. */
    int count(int chunk) {
        return Math.min(atOnce, images.images() - first(chunk));
    }

    /** Where the patches of a chunk are found while it is its turn. */
    INDArray rows(int chunk) {
        return rows.get(chunk);
    }

    /** Runs operations for each chunk once its patches are there. */
    void each(List<List<Operation>> perChunk) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            load(chunk);
            perChunk.get(chunk).forEach(Operation::run);
        }
    }

    /** The same on images that have not changed since {@link #each}. */
    void eachAgain(List<List<Operation>> perChunk) {
        if (chunks == 1) {
            perChunk.get(0).forEach(Operation::run);
        } else {
            each(perChunk);
        }
    }

    private void load(int chunk) {
        if (heap != null) {
            FloatBuffer target = to.get(chunk);
            from.get(chunk).get(0, heap.images(), 0, from.get(chunk).capacity());
            patches.copy(heap.images(), count(chunk), heap.rows());
            target.put(0, heap.rows(), 0, target.capacity());
        }
    }
}
