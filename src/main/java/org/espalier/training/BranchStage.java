package org.espalier.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where several layers read one signal: the gradients that they send back are added up. */
final class BranchStage implements TrainingStage {

    private final INDArray sum;
    private final List<INDArray> parts;
    private final List<Operation> additions;

    BranchStage(Signal signal, List<Signal> branches, TrainingLane lane) {
        this.sum = lane.gradientOf(signal).asList();
        this.parts = branches.stream()
                .map(branch -> lane.gradientOf(branch).asList())
                .toList();
        this.additions = parts.subList(1, parts.size()).stream()
                .map(part -> Operation.pairwise("add", sum, part, sum))
                .toList();
    }

    @Override
    public void forward() {}

    @Override
    public void backward() {
        sum.assign(parts.get(0));
        additions.forEach(Operation::run);
    }

    @Override
    public void close() {
        additions.forEach(Operation::close);
    }
}
