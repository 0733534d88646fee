package org.espalier.training;

import java.util.List;
import org.espalier.network.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of what a convolution reads. */
interface InputGradient extends AutoCloseable {

    void run();

    @Override
    void close();

    /** The fastest way for a convolution's window. */
    static InputGradient of(TrainedConvolution.Parts parts, TrainingLane lane, int patchValues) {
        Patches patches = parts.patches();
        if (patches.areThePixels()) {
            return new ByProduct(parts, lane);
        }
        return patches.paddingBack().length > 0 && !parts.window().isDilated()
                ? new ByConvolution(parts, patches.paddingBack(), lane)
                : new SpreadPatches(
                        patches,
                        lane.gradientOf(parts.out()),
                        lane.matrix(parts.kernel()),
                        lane.gradientOf(parts.in()),
                        lane,
                        patchValues);
    }

    /** Of a convolution that looks at one pixel. */
    final class ByProduct implements InputGradient {

        private final Operation product;

        ByProduct(TrainedConvolution.Parts parts, TrainingLane lane) {
            this.product = Operation.product(
                    lane.gradientOf(parts.out()).asPixels(),
                    false,
                    lane.matrix(parts.kernel()),
                    true,
                    lane.gradientOf(parts.in()).asPixels());
        }

        @Override
        public void run() {
            product.run();
        }

        @Override
        public void close() {
            product.close();
        }
    }

    /** Without strides and dilation: a convolution of the padded gradient with the kernel turned by half a circle. */
    final class ByConvolution implements InputGradient {

        private final INDArray kernel;
        private final INDArray turned;
        private final float[] values;
        private final float[] turnedValues;
        private final int area;
        private final int channels;
        private final int filters;
        private final Operation convolution;

        ByConvolution(TrainedConvolution.Parts parts, int[] padding, TrainingLane lane) {
            Window window = parts.window();
            this.area = window.area();
            this.channels = parts.in().shape().channels();
            this.filters = parts.out().shape().channels();
            this.kernel = lane.matrix(parts.kernel());
            this.turned = lane.allocate(window.height(), window.width(), filters, channels);
            this.values = new float[parts.kernel().length()];
            this.turnedValues = new float[values.length];
            Window back = new Window(window.height(), window.width(), 1, 1, padding[0], padding[1], 1, 1, false);
            this.convolution = TrainedConvolution.convolution(
                    List.of(lane.gradientOf(parts.out()).asImages(), turned),
                    lane.gradientOf(parts.in()).asImages(),
                    back,
                    false);
        }

        @Override
        public void run() {
            NativeArrays.get(kernel, values);
            for (int place = 0; place < area; place++) {
                int to = (area - 1 - place) * channels * filters;
                int from = place * channels * filters;
                for (int channel = 0; channel < channels; channel++) {
                    for (int filter = 0; filter < filters; filter++) {
                        turnedValues[to + filter * channels + channel] = values[from + channel * filters + filter];
                    }
                }
            }
            NativeArrays.put(turnedValues, turned);
            convolution.run();
        }

        @Override
        public void close() {
            convolution.close();
        }
    }
}
