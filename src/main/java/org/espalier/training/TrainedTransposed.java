package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.network.Window;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A transposed convolution, channels last: what the convolution from its output to its input does on the way back. ND4J's
 * own operations take fifty times as long.
 */
final class TrainedTransposed implements TrainingStage {

    private final SpreadPatches spread;
    private final PatchFeed gradients;
    private final List<Operation> bias = new ArrayList<>();
    private final List<Operation> biasGradient = new ArrayList<>();
    /** By chunk. */
    private final List<Operation> weightGradient = new ArrayList<>();
    /** By chunk. */
    private final List<Operation> inputGradient = new ArrayList<>();

    /** @param kernel {@code [kernelHeight·kernelWidth·filters, channels]} */
    TrainedTransposed(Window window, Weight kernel, @Nullable Weight row, Signal in, Signal out, TrainingLane lane) {
        Patches patches = new Patches(window, out.shape(), in.shape(), false);
        SignalArrays read = lane.valuesOf(in);
        SignalArrays made = lane.valuesOf(out);
        INDArray matrix = lane.matrix(kernel);
        this.spread = new SpreadPatches(patches, read, matrix, made, lane, TrainedConvolution.PATCH_VALUES);
        this.gradients = new PatchFeed(patches, lane.gradientOf(out), lane, TrainedConvolution.PATCH_VALUES);
        for (int c = 0; c < gradients.chunks(); c++) {
            int first = gradients.first(c);
            int count = gradients.count(c);
            INDArray pixels = read.pixelsOf(first, count);
            weightGradient.add(gradients.patchesTimes(c, pixels, lane.gradientMatrix(kernel)));
            if (in.learns()) {
                INDArray back = lane.gradientOf(in).pixelsOf(first, count);
                inputGradient.add(gradients.timesPatches(c, matrix, back));
            }
        }
        if (row != null) {
            INDArray result = made.asPixels();
            INDArray back = lane.gradientOf(out).asPixels();
            bias.add(Operation.of("biasadd", List.of(result, lane.row(row)), List.of(result)));
            biasGradient.add(Operation.addedProduct(lane.ones(back.rows()), false, back, lane.gradientMatrix(row)));
        }
    }

    @Override
    public void forward() {
        spread.run();
        bias.forEach(Operation::run);
    }

    @Override
    public void backward() {
        gradients.each(weightGradient);
        if (!inputGradient.isEmpty()) {
            gradients.eachAgain(inputGradient);
        }
        biasGradient.forEach(Operation::run);
    }

    @Override
    public void close() {
        spread.close();
        Stream.of(bias, biasGradient, weightGradient, inputGradient)
                .flatMap(List::stream)
                .forEach(Operation::close);
    }
}
