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
    private final boolean keeps;
    private final List<Chunk> chunks = new ArrayList<>();
    private final float[] pixels;

    /**
     * Some images and what their windows see, on the way from native memory to native memory: Java's copies are faster
     * than ND4J's.
     *
     * @param atOnce how many images are copied at once: one, where those of an image lie side by side in the matrix
     * @param values of the matrix of so many images; places that no image reaches are never written
     */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Chunk(
            int first, int count, INDArray matrix, FloatBuffer from, FloatBuffer to, int atOnce, float[] values) {}

    /** @param most values of patches in a chunk, but for one image's */
    PatchFeed(Patches patches, SignalArrays images, TrainingLane lane, int most) {
        this(patches, images, lane, most, false);
    }

    /** @param keeps whether each chunk has memory of its own, so that its patches are there on the way back as well */
    PatchFeed(Patches patches, SignalArrays images, TrainingLane lane, int most, boolean keeps) {
        this.patches = patches;
        this.copies = !patches.areThePixels();
        int fits = copies ? Math.max(1, most / patches.perImage()) : images.images();
        this.atOnce = LaneShare.evenly(images.images(), fits);
        this.keeps = keeps || atOnce == images.images();
        this.pixels = new float[copies ? atOnce * images.shape().values() : 0];
        long held = keeps ? images.images() : atOnce;
        INDArray room = lane.allocate(copies ? held * patches.perImage() : 1);
        float[] values = valuesOf(patches.areTurned() ? atOnce : 1);
        for (int first = 0; first < images.images(); first += atOnce) {
            int count = Math.min(atOnce, images.images() - first);
            long offset = keeps ? (long) first * patches.perImage() : 0;
            INDArray matrix = copies ? matrix(room, offset, count) : images.asPixels();
            chunks.add(new Chunk(
                    first,
                    count,
                    matrix,
                    NativeArrays.bufferOf(images.valuesOf(first, count)),
                    NativeArrays.bufferOf(matrix),
                    patches.areTurned() ? count : 1,
                    count == atOnce || !patches.areTurned() ? values : valuesOf(count)));
        }
    }

    private INDArray matrix(INDArray room, long offset, int count) {
        long pixelCount = (long) count * patches.perImage() / patches.width();
        return patches.areTurned()
                ? NativeArrays.view(room, offset, patches.width(), pixelCount)
                : NativeArrays.view(room, offset, pixelCount, patches.width());
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
            load(chunk);
            perChunk.get(chunk).run();
        }
    }

    /** The same on images that have not changed since {@link #each}. */
    void eachAgain(List<Operation> perChunk) {
        if (keeps) {
            perChunk.forEach(Operation::run);
        } else {
            each(perChunk);
        }
    }

    /** Copies the patches of a chunk from its images. */
    void load(int number) {
        Chunk chunk = chunks.get(number);
        int each = chunk.from().capacity() / chunk.count();
        for (int image = 0; copies && image < chunk.count(); image += chunk.atOnce()) {
            chunk.from().get(image * each, pixels, 0, chunk.atOnce() * each);
            patches.copy(pixels, chunk.atOnce(), chunk.values());
            chunk.to().put(image * patches.perImage(), chunk.values(), 0, chunk.values().length);
        }
    }
}
