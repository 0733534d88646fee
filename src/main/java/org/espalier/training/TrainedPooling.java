package org.espalier.training;

import java.util.List;
import org.espalier.inference.WindowArguments;
import org.espalier.network.Layer.Pooling;
import org.espalier.network.Network;

/** Pooling over windows, channels last. */
final class TrainedPooling implements TrainingStage {

    private final Operation forward;
    private final List<Operation> backward;

    private TrainedPooling(String name, long[] arguments, Signal in, Signal out, TrainingLane lane) {
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

    /** By ND4J's operations or, where these are wrong or there are none, another way. */
    static TrainingStage of(Network network, Pooling pooling, Signal in, Signal out, TrainingLane lane) {
        long[] arguments = WindowArguments.ofPooling(network, pooling);
        return switch (pooling.reduction()) {
            case MAX -> new TrainedPooling("maxpool2d", arguments, in, out, lane);
            case AVERAGE -> new TrainedPooling("avgpool2d", arguments, in, out, lane);
            case NORM ->
                new TrainedPowerPooling(pooling.window(), (int) arguments[WindowArguments.EXTRA], in, out, lane);
            case SUM -> new TrainedSum(in, out, lane);
        };
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
