package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.espalier.inference.WindowArguments;
import org.espalier.network.Window;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each channel convolved by itself, channels last, by ND4J's operations forward and back. */
final class TrainedDepthwise implements TrainingStage {

    /** What it is made of; the kernel is {@code [kernelHeight·kernelWidth·channels, multiplier]}. */
    record Parts(
            Window window,
            int multiplier,
            Weight kernel,
            @Nullable Weight bias,
            Signal in,
            Signal out) {

        /** Values at one place of the window. */
        private int each() {
            return in.shape().channels() * multiplier;
        }
    }

    private final Parts parts;
    private final INDArray weights;
    private final INDArray weightGradient;
    private final INDArray kernel;
    private final INDArray kernelGradient;
    private final float[] own;
    private final float[] filled;
    private final float[] gradient;
    private final Operation forward;
    private final List<Operation> backward = new ArrayList<>();

    TrainedDepthwise(Parts parts, TrainingLane lane) {
        this.parts = parts;
        Window operated = parts.window().filledIn();
        long[] shape = {operated.height(), operated.width(), parts.in().shape().channels(), parts.multiplier()};
        this.weights = lane.matrix(parts.kernel());
        this.weightGradient = lane.gradientMatrix(parts.kernel());
        this.kernel = lane.allocate(shape);
        this.kernelGradient = lane.allocate(shape);
        this.own = new float[parts.kernel().length()];
        this.filled = new float[operated.area() * parts.each()];
        this.gradient = new float[filled.length];
        Weight bias = parts.bias();
        List<INDArray> inputs =
                new ArrayList<>(List.of(lane.valuesOf(parts.in()).asImages(), kernel));
        SignalArrays back = parts.in().learns() ? lane.gradientOf(parts.in()) : lane.scratchLike(parts.in());
        List<INDArray> gradients = new ArrayList<>(List.of(back.asImages(), kernelGradient));
        if (bias != null) {
            inputs.add(lane.row(bias));
            gradients.add(lane.allocate(bias.length()));
        }
        long[] arguments = WindowArguments.of(operated);
        this.forward = Operation.of(
                "depthwise_conv2d", inputs, List.of(lane.valuesOf(parts.out()).asImages()), arguments);
        inputs.add(lane.gradientOf(parts.out()).asImages());
        backward.add(Operation.of("depthwise_conv2d_bp", inputs, gradients, arguments));
        if (bias != null) {
            INDArray sum = lane.gradientMatrix(bias);
            INDArray more = NativeArrays.view(Objects.requireNonNull(gradients.get(2)), 0, sum.rows(), sum.columns());
            backward.add(Operation.pairwise("add", sum, more, sum));
        }
    }

    /** ND4J refuses dilated kernels, so they are filled with zeros. */
    private int place(int pixel) {
        return parts.window().placeFilledIn(pixel);
    }

    @Override
    public void forward() {
        NativeArrays.get(weights, own);
        for (int pixel = 0; pixel < parts.window().area(); pixel++) {
            System.arraycopy(own, pixel * parts.each(), filled, place(pixel) * parts.each(), parts.each());
        }
        NativeArrays.put(filled, kernel);
        forward.run();
    }

    @Override
    public void backward() {
        backward.forEach(Operation::run);
        NativeArrays.get(kernelGradient, gradient);
        NativeArrays.get(weightGradient, own);
        for (int i = 0; i < own.length; i++) {
            own[i] += gradient[place(i / parts.each()) * parts.each() + i % parts.each()];
        }
        NativeArrays.put(own, weightGradient);
    }

    @Override
    public void close() {
        forward.close();
        backward.forEach(Operation::close);
    }
}
