package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The patches of a lane's images as matrices, some images at a time, so that they stay in the cache. */
final class PatchFeed {

    private final Patches patches;
    private final boolean copies;
    private final int atOnce;
    private final List<Chunk> chunks = new ArrayList<>();
    private final float[] pixels;

    /**
     * Some images and what their windows see, on the way from native memory to native memory: Java's copies are faster
     * than ND4J's.
     *
     * @param values of the matrix; places that no image reaches are never written
     */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Chunk(int first, int count, INDArray matrix, FloatBuffer from, FloatBuffer to, float[] values) {}

    /** @param most values of patches in a chunk, but for one image's */
    PatchFeed(Patches patches, SignalArrays images, TrainingLane lane, int most) {
        this.patches = patches;
        this.copies = !patches.areThePixels();
        int fits = copies ? Math.max(1, most / patches.perImage()) : images.images();
        this.atOnce = LaneShare.evenly(images.images(), fits);
        this.pixels = new float[copies ? atOnce * images.shape().values() : 0];
        INDArray room = lane.allocate(copies ? (long) atOnce * patches.perImage() : 1);
        float[] values = valuesOf(atOnce);
        for (int first = 0; first < images.images(); first += atOnce) {
            int count = Math.min(atOnce, images.images() - first);
            INDArray matrix = copies ? matrix(room, count) : images.asPixels();
            chunks.add(new Chunk(
                    first,
                    count,
                    matrix,
                    NativeArrays.bufferOf(images.valuesOf(first, count)),
                    NativeArrays.bufferOf(matrix),
                    count == atOnce ? values : valuesOf(count)));
        }
    }

    private INDArray matrix(INDArray room, int count) {
        long pixelCount = (long) count * patches.perImage() / patches.width();
        return patches.areTurned()
                ? NativeArrays.view(room, 0, patches.width(), pixelCount)
                : NativeArrays.view(room, 0, pixelCount, patches.width());
    }

    private float[] valuesOf(int count) {
        float[] values = new float[copies ? count * patches.perImage() : 0];
        if (copies) {
            patches.fillOnes(count, values);
        }
        return values;
    }

    int chunks() {
        return chunks.size();
    }

    /** The first image of a chunk. */
    int first(int chunk) {
        return chunks.get(chunk).first();
    }

    /** How many images are in a chunk. */
    int count(int chunk) {
        return chunks.get(chunk).count();
    }

    /** Where the patches of a chunk are found while it is its turn. */
    INDArray matrix(int chunk) {
        return chunks.get(chunk).matrix();
    }

    /** {@code patches · right}, whichever way they lie. */
    Operation timesPatches(int chunk, INDArray right, INDArray result) {
        return Operation.product(matrix(chunk), patches.areTurned(), right, false, result);
    }

    /** {@code patchesᵀ · right}, added to the result. */
    Operation patchesTimes(int chunk, INDArray right, INDArray result) {
        return Operation.addedProduct(matrix(chunk), !patches.areTurned(), right, result);
    }

    /** Runs an operation for each chunk once its patches are there. */
    void each(List<Operation> perChunk) {
        for (int chunk = 0; chunk < perChunk.size(); chunk++) {
            load(chunks.get(chunk));
            perChunk.get(chunk).run();
        }
    }

    /** The same on images that have not changed since {@link #each}. */
    void eachAgain(List<Operation> perChunk) {
        if (perChunk.size() == 1) {
            perChunk.get(0).run();
        } else {
            each(perChunk);
        }
    }

    private void load(Chunk chunk) {
        if (copies) {
            chunk.from().get(0, pixels, 0, chunk.from().capacity());
            patches.copy(pixels, chunk.count(), chunk.values());
            chunk.to().put(0, chunk.values(), 0, chunk.to().capacity());
        }
    }
}
