package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.network.Window;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution, channels last. ND4J's own backward operation takes ten times as long as what is done here: the
 * gradient of the weights is a product with the {@link Patches}, that of the input another convolution.
 */
final class TrainedConvolution implements TrainingStage {

    private static final int NHWC = 1;
    private static final int WEIGHTS_HWIO = 0;
    /** Values of patches at once: what fits a core's cache. */
    static final int PATCH_VALUES = 200_000;
    /** Up to so many channels, products with patches are faster than ND4J's convolution, which refuses dilated windows. */
    static final int FEW_CHANNELS = 4;

    private final PatchFeed feed;
    private final @Nullable KernelWithBias joint;
    /** By chunk, where it is done via patches; else one. */
    private final List<Operation> product = new ArrayList<>();

    private final List<Operation> bias = new ArrayList<>();
    /** By chunk. */
    private final List<Operation> weightGradient = new ArrayList<>();

    private final List<Operation> biasGradient = new ArrayList<>();
    private final @Nullable InputGradient inputGradient;
    private final boolean viaPatches;

    /** What a convolution is made of. */
    record Parts(Window window, Weight kernel, @Nullable Weight bias, Signal in, Signal out) {

        Patches patches() {
            return new Patches(window, in.shape(), out.shape(), false);
        }

        /** What the product with the kernel is made of: with a 1 for the bias, where that is a copy anyway. */
        Patches patchesToMultiply() {
            return new Patches(window, in.shape(), out.shape(), hasJointKernel());
        }

        boolean hasJointKernel() {
            return bias != null
                    && in.shape().channels() <= FEW_CHANNELS
                    && !patches().areThePixels();
        }

        /** The same to another signal. */
        Parts to(Signal other) {
            return new Parts(window, kernel, bias, in, other);
        }

        /** Whether it reads patches on the way forward too, and then any part of the image. */
        boolean isViaPatches() {
            return in.shape().channels() <= FEW_CHANNELS || patches().areThePixels() || window.isDilated();
        }
    }

    TrainedConvolution(Parts parts, TrainingLane lane) {
        SignalArrays in = lane.valuesOf(parts.in());
        this.viaPatches = parts.isViaPatches();
        this.feed = new PatchFeed(parts.patchesToMultiply(), in, lane, PATCH_VALUES);
        Weight row = parts.bias();
        this.joint = parts.hasJointKernel() ? KernelWithBias.of(parts, lane) : null;
        if (!viaPatches) {
            product.add(convolution(parts, lane, in, lane.valuesOf(parts.out())));
        }
        addProducts(parts, lane);
        if (row != null && joint == null) {
            addBias(row, parts, lane);
        }
        this.inputGradient = parts.in().learns() ? InputGradient.of(parts, lane, PATCH_VALUES) : null;
    }

    private void addProducts(Parts parts, TrainingLane lane) {
        SignalArrays out = lane.valuesOf(parts.out());
        SignalArrays gradient = lane.gradientOf(parts.out());
        INDArray kernel = joint == null ? lane.matrix(parts.kernel()) : joint.matrix();
        INDArray kernelGradient = joint == null ? lane.gradientMatrix(parts.kernel()) : joint.gradient();
        for (int c = 0; c < feed.chunks(); c++) {
            if (viaPatches) {
                product.add(feed.timesPatches(c, kernel, out.pixelsOf(feed.first(c), feed.count(c))));
            }
            INDArray back = gradient.pixelsOf(feed.first(c), feed.count(c));
            weightGradient.add(feed.patchesTimes(c, back, kernelGradient));
        }
        if (joint != null) {
            weightGradient.get(0).with(1, 0);
        }
    }

    private void addBias(Weight row, Parts parts, TrainingLane lane) {
        INDArray result = lane.valuesOf(parts.out()).asPixels();
        if (viaPatches) {
            bias.add(Operation.of("biasadd", List.of(result, lane.row(row)), List.of(result)));
        }
        INDArray pixels = lane.gradientOf(parts.out()).asPixels();
        biasGradient.add(Operation.addedProduct(lane.ones(pixels.rows()), false, pixels, lane.gradientMatrix(row)));
    }

    private static Operation convolution(Parts parts, TrainingLane lane, SignalArrays in, SignalArrays out) {
        Window window = parts.window();
        INDArray kernel = NativeArrays.view(
                lane.matrix(parts.kernel()),
                0,
                window.height(),
                window.width(),
                in.shape().channels(),
                out.shape().channels());
        List<INDArray> inputs = new ArrayList<>(List.of(in.asImages(), kernel));
        Weight bias = parts.bias();
        if (bias != null) {
            inputs.add(lane.row(bias));
        }
        return convolution(inputs, out.asImages(), window, window.same());
    }

    /** ND4J's convolution. */
    static Operation convolution(List<INDArray> inputs, INDArray result, Window window, boolean same) {
        return Operation.of(
                "conv2d",
                inputs,
                List.of(result),
                window.height(),
                window.width(),
                window.strideHeight(),
                window.strideWidth(),
                window.padHeight(),
                window.padWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                same ? 1 : 0,
                NHWC,
                WEIGHTS_HWIO);
    }

    @Override
    public void forward() {
        if (joint != null) {
            joint.load();
        }
        if (viaPatches) {
            feed.each(product);
        } else {
            product.forEach(Operation::run);
        }
        bias.forEach(Operation::run);
    }

    @Override
    public void backward() {
        if (viaPatches) {
            feed.eachAgain(weightGradient);
        } else {
            feed.each(weightGradient);
        }
        if (joint != null) {
            joint.addGradient();
        }
        biasGradient.forEach(Operation::run);
        if (inputGradient != null) {
            inputGradient.run();
        }
    }

    @Override
    public void close() {
        Stream.of(product, bias, weightGradient, biasGradient)
                .flatMap(List::stream)
                .forEach(Operation::close);
        if (joint != null) {
            joint.close();
        }
        if (inputGradient != null) {
            inputGradient.close();
        }
    }
}
