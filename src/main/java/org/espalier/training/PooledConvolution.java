package org.espalier.training;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.network.Shape;
import org.espalier.network.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of few channels together with the max pooling behind it, a few images at a time: what lies between the two
 * is the largest array of a network, and stays in a core's cache.
 *
 * <p>The convolution makes its pixels in the order of the pooling's windows ({@link PixelOrder#byWindows}), so that those
 * of one place in the window lie side by side.
 */
final class PooledConvolution implements TrainingStage {

    /** Values between the convolution and the pooling at once: what fits a core's cache. */
    private static final int BETWEEN = 64 * 1024;

    /** Of them, for each place of a window, so many are compared at once: what the fastest cache holds three times. */
    private static final int COMPARED = 8192;

    private final PatchFeed feed;
    private final KernelWithBias kernel;
    /** By chunk. */
    private final List<Operation> product = new ArrayList<>();
    /** By chunk. */
    private final List<Operation> weightGradient = new ArrayList<>();

    private final int places;
    private final int perImage;
    private final int blocks;
    private final IntBuffer between;
    private final IntBuffer result;
    private final IntBuffer gradient;
    private final int block;
    private final WindowMaxima maxima;
    /** By image and block, see {@link WindowMaxima#start}. */
    private final int[][] origins;

    /**
     * @param convolution whose output no other layer reads
     * @param rectifies whether values below zero become zero, as by a ReLU in between or behind
     */
    PooledConvolution(
            TrainedConvolution.Parts convolution, Window pooling, boolean rectifies, Signal out, TrainingLane lane) {
        Shape made = convolution.out().shape();
        SignalArrays images = lane.valuesOf(convolution.in());
        Patches patches =
                new Patches(convolution.window(), images.shape(), made, true, PixelOrder.byWindows(pooling, made));
        int atOnce = Math.max(1, BETWEEN / made.values());
        this.feed = new PatchFeed(patches, images, lane, Math.multiplyExact(atOnce, patches.perImage()), true);
        this.kernel = KernelWithBias.of(convolution, lane);
        INDArray room = lane.allocate((long) feed.count(0) * made.values());
        for (int chunk = 0; chunk < feed.chunks(); chunk++) {
            INDArray rows = NativeArrays.view(room, 0, (long) feed.count(chunk) * made.positions(), made.channels());
            product.add(feed.timesPatches(chunk, kernel.matrix(), rows));
            weightGradient.add(feed.patchesTimes(chunk, rows, kernel.gradient()));
        }
        weightGradient.get(0).with(1, 0);
        this.places = pooling.area();
        this.perImage = out.shape().values();
        this.block = LaneShare.evenly(perImage, COMPARED);
        this.blocks = (perImage + block - 1) / block;
        this.between = NativeArrays.bitsOf(room);
        this.result = NativeArrays.bitsOf(lane.valuesOf(out).asList());
        this.gradient = NativeArrays.bitsOf(lane.gradientOf(out).asList());
        this.maxima = new WindowMaxima(block, rectifies);
        this.origins = new int[lane.images() * blocks][block];
    }

    /** Whether the two can be done together. */
    static boolean isFor(TrainedConvolution.Parts convolution, Window pooling, Shape pooled) {
        Shape made = convolution.out().shape();
        return convolution.hasJointKernel()
                && !convolution.in().learns()
                && TrainedMaxPooling.isFor(pooling, made, pooled)
                && pooled.positions() * pooling.area() == made.positions();
    }

    @Override
    public void forward() {
        kernel.load();
        for (int chunk = 0; chunk < feed.chunks(); chunk++) {
            feed.load(chunk);
            product.get(chunk).run();
            for (int image = 0; image < feed.count(chunk); image++) {
                pool(image, feed.first(chunk) + image);
            }
        }
    }

    @Override
    public void backward() {
        for (int chunk = 0; chunk < feed.chunks(); chunk++) {
            for (int image = 0; image < feed.count(chunk); image++) {
                poolBack(image, feed.first(chunk) + image);
            }
            weightGradient.get(chunk).run();
        }
        kernel.addGradient();
    }

    private void pool(int inChunk, int image) {
        for (int number = 0; number < blocks; number++) {
            int start = number * block;
            int count = Math.min(block, perImage - start);
            int[] origin = origins[image * blocks + number];
            maxima.start(origin, count);
            for (int place = 0; place < places; place++) {
                between.get((inChunk * places + place) * perImage + start, maxima.values(), 0, count);
                maxima.take(origin, count, place);
            }
            maxima.finish(count);
            result.put(image * perImage + start, maxima.largest(), 0, count);
        }
    }

    private void poolBack(int inChunk, int image) {
        for (int number = 0; number < blocks; number++) {
            int start = number * block;
            int count = Math.min(block, perImage - start);
            gradient.get(image * perImage + start, maxima.largest(), 0, count);
            for (int place = 0; place < places; place++) {
                maxima.giveBack(origins[image * blocks + number], count, place);
                between.put((inChunk * places + place) * perImage + start, maxima.values(), 0, count);
            }
        }
    }

    @Override
    public void close() {
        Stream.of(product, weightGradient).flatMap(List::stream).forEach(Operation::close);
        kernel.close();
    }
}
