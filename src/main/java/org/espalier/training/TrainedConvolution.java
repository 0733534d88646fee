package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
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
    private static final int PATCH_VALUES = 400_000;
    /** Up to so many channels, products with patches are faster than ND4J's convolution. */
    static final int FEW_CHANNELS = 4;

    private final PatchFeed feed;
    private final List<Operation> forward = new ArrayList<>();
    /** By chunk. */
    private final List<List<Operation>> viaRows = new ArrayList<>();

    private final List<List<Operation>> weightGradient = new ArrayList<>();
    private final List<Operation> biasGradient = new ArrayList<>();
    private final @Nullable InputGradient inputGradient;
    private final boolean viaPatches;

    /** What a convolution is made of. */
    record Parts(Window window, Weight kernel, @Nullable Weight bias, Signal in, Signal out) {

        Patches patches() {
            return new Patches(window, in.shape(), out.shape());
        }

        /** Whether it reads patches on the way forward too, and then any part of the image. */
        boolean isViaPatches() {
            return in.shape().channels() <= FEW_CHANNELS || patches().areThePixels();
        }
    }

    TrainedConvolution(Parts parts, TrainingLane lane) {
        SignalArrays in = lane.valuesOf(parts.in());
        SignalArrays out = lane.valuesOf(parts.out());
        SignalArrays gradient = lane.gradientOf(parts.out());
        this.viaPatches = parts.isViaPatches();
        this.feed = new PatchFeed(parts.patches(), in, lane, PATCH_VALUES);
        INDArray kernel = lane.matrix(parts.kernel());
        INDArray kernelGradient = lane.gradientMatrix(parts.kernel());
        for (int c = 0; c < feed.chunks(); c++) {
            INDArray rows = feed.rows(c);
            if (viaPatches) {
                INDArray result = out.pixelsOf(feed.first(c), feed.count(c));
                Weight bias = parts.bias();
                viaRows.add(Operation.weighted(rows, kernel, bias == null ? null : lane.row(bias), result));
            }
            INDArray back = gradient.pixelsOf(feed.first(c), feed.count(c));
            weightGradient.add(List.of(Operation.productOverRows(rows, back, kernelGradient, c > 0)));
        }
        if (!viaPatches) {
            forward.add(convolution(parts, lane, in, out));
        }
        Weight bias = parts.bias();
        if (bias != null) {
            INDArray pixels = gradient.asPixels();
            biasGradient.add(
                    Operation.product(lane.ones(pixels.rows()), false, pixels, false, lane.gradientMatrix(bias)));
        }
        this.inputGradient = parts.in().learns() ? InputGradient.of(parts, lane, PATCH_VALUES) : null;
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
        if (viaPatches) {
            feed.each(viaRows);
        } else {
            forward.get(0).run();
        }
    }

    @Override
    public void backward() {
        if (viaPatches) {
            feed.eachAgain(weightGradient);
        } else {
            feed.each(weightGradient);
        }
        biasGradient.forEach(Operation::run);
        if (inputGradient != null) {
            inputGradient.run();
        }
    }

    @Override
    public void close() {
        forward.forEach(Operation::close);
        viaRows.forEach(chunk -> chunk.forEach(Operation::close));
        weightGradient.forEach(chunk -> chunk.forEach(Operation::close));
        biasGradient.forEach(Operation::close);
        if (inputGradient != null) {
            inputGradient.close();
        }
    }
}
