package org.espalier.training;

import java.util.List;
import org.espalier.inference.WindowArguments;
import org.espalier.network.Layer.Pooling.Reduction;
import org.espalier.network.Window;

/** Pooling over windows, channels last. */
final class TrainedPooling implements TrainingStage {

    /** Only unpadded averages come here, so what a divisor would do with padding does not matter. */
    private static final int DIVISOR = 1;

    private final Operation forward;
    private final List<Operation> backward;

    TrainedPooling(Window window, Reduction reduction, Signal in, Signal out, TrainingLane lane) {
        String name = reduction == Reduction.MAX ? "maxpool2d" : "avgpool2d";
        long[] arguments = WindowArguments.ofPooling(window, DIVISOR);
        var images = lane.valuesOf(in).asImages();
        this.forward =
                Operation.of(name, List.of(images), List.of(lane.valuesOf(out).asImages()), arguments);
        this.backward = in.learns()
                ? List.of(Operation.of(
                        name + "_bp",
                        List.of(images, lane.gradientOf(out).asImages()),
                        List.of(lane.gradientOf(in).asImages()),
                        arguments))
                : List.of();
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        backward.forEach(Operation::run);
    }

    @Override
    public void close() {
        forward.close();
        backward.forEach(Operation::close);
    }
}
