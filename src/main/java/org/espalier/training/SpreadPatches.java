package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pixels times a kernel are what windows see; each value of that is added to the pixel of an image that it is seen at. So
 * the gradient of what a convolution reads is made of the gradient of what it makes, and a transposed convolution of what
 * it reads.
 */
final class SpreadPatches implements InputGradient {

    private final Patches patches;
    private final SignalArrays images;
    private final int atOnce;
    private final float[] values;
    private final float[] imageValues;
    private final INDArray room;
    private final List<Operation> products = new ArrayList<>();
    private final List<FloatBuffer> to = new ArrayList<>();

    /**
     * @param patches of the images
     * @param pixels one for each window
     * @param kernel {@code [what a window sees, value of a pixel]}
     * @param images are written
     * @param most values of patches at once, but for one image's
     */
    SpreadPatches(
            Patches patches, SignalArrays pixels, INDArray kernel, SignalArrays images, TrainingLane lane, int most) {
        this.patches = patches;
        this.images = images;
        this.atOnce = Math.max(1, Math.min(images.images(), most / patches.perImage()));
        this.room = lane.allocate((long) atOnce * patches.perImage());
        this.values = new float[atOnce * patches.perImage()];
        this.imageValues = new float[atOnce * images.shape().values()];
        for (int first = 0; first < images.images(); first += atOnce) {
            INDArray part = pixels.pixelsOf(first, count(first));
            to.add(NativeArrays.bufferOf(images.valuesOf(first, count(first))));
            products.add(product(part, kernel));
        }
    }

    private Operation product(INDArray pixels, INDArray kernel) {
        return patches.areTurned()
                ? Operation.product(
                        kernel, false, pixels, true, NativeArrays.view(room, 0, patches.width(), pixels.rows()))
                : Operation.product(
                        pixels, false, kernel, true, NativeArrays.view(room, 0, pixels.rows(), patches.width()));
    }

    private int count(int first) {
        return Math.min(atOnce, images.images() - first);
    }

    @Override
    public void run() {
        for (int chunk = 0; chunk < products.size(); chunk++) {
            products.get(chunk).run();
            NativeArrays.get(room, values);
            patches.addBack(values, count(chunk * atOnce), imageValues);
            to.get(chunk).put(0, imageValues, 0, to.get(chunk).capacity());
        }
    }

    @Override
    public void close() {
        products.forEach(Operation::close);
    }
}
