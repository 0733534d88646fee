package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
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
                : new ByPatches(parts, lane, patchValues);
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

    /** Any other: the gradient of the patches, added back to the pixels that they were copied from. */
    final class ByPatches implements InputGradient {

        private final Patches patches;
        private final SignalArrays target;
        private final int atOnce;
        private final INDArray rows;
        private final float[] rowValues;
        private final float[] imageValues;
        private final List<Operation> products = new ArrayList<>();
        private final List<FloatBuffer> to = new ArrayList<>();

        ByPatches(TrainedConvolution.Parts parts, TrainingLane lane, int patchValues) {
            this.patches = parts.patches();
            this.target = lane.gradientOf(parts.in());
            this.atOnce = Math.max(1, Math.min(target.images(), patchValues / patches.perImage()));
            this.rows = lane.allocate((long) atOnce * patches.perImage());
            this.rowValues = new float[atOnce * patches.perImage()];
            this.imageValues = new float[atOnce * target.shape().values()];
            SignalArrays gradient = lane.gradientOf(parts.out());
            for (int first = 0; first < target.images(); first += atOnce) {
                INDArray part = gradient.pixelsOf(first, count(first));
                to.add(NativeArrays.bufferOf(target.valuesOf(first, count(first))));
                products.add(Operation.product(
                        part,
                        false,
                        lane.matrix(parts.kernel()),
                        true,
                        NativeArrays.view(rows, 0, part.rows(), patches.width())));
            }
        }

        private int count(int first) {
            return Math.min(atOnce, target.images() - first);
        }

        @Override
        public void run() {
            for (int chunk = 0; chunk < products.size(); chunk++) {
                products.get(chunk).run();
                NativeArrays.get(rows, rowValues);
                int first = chunk * atOnce;
                patches.addBack(rowValues, count(first), imageValues);
                to.get(chunk).put(0, imageValues, 0, to.get(chunk).capacity());
            }
        }

        @Override
        public void close() {
            products.forEach(Operation::close);
        }
    }
}
