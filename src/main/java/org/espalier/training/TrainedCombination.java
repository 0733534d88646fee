package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Layer.Combination.Kind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Several signals made into one, value by value or one behind the other. */
final class TrainedCombination implements TrainingStage {

    private final Kind kind;
    private final List<INDArray> inputs = new ArrayList<>();
    private final INDArray out;
    private final INDArray gradient;
    private final List<INDArray> gradients = new ArrayList<>();
    private final List<Operation> forward = new ArrayList<>();
    private final INDArray scratch;

    TrainedCombination(Kind kind, List<Signal> in, Signal out, TrainingLane lane) {
        this.kind = kind;
        boolean joins = kind == Kind.CONCATENATE;
        this.out = lane.valuesOf(out).asPixels();
        this.gradient = lane.gradientOf(out).asPixels();
        this.scratch = lane.scratchLike(out).asPixels();
        for (Signal signal : in) {
            inputs.add(lane.valuesOf(signal).asPixels());
            gradients.add(lane.gradientOf(signal).asPixels());
        }
        if (joins) {
            forward.add(Operation.of("concat", inputs, List.of(this.out), 1));
            return;
        }
        INDArray left = inputs.get(0);
        for (INDArray right : inputs.subList(1, inputs.size())) {
            forward.add(Operation.pairwise(operation(), left, right, this.out));
            left = this.out;
        }
    }

    private String operation() {
        return switch (kind) {
            case ADD, AVERAGE -> "add";
            case SUBTRACT -> "subtract";
            case PRODUCT -> "multiply";
            case MAX -> "maximum";
            case CONCATENATE -> "concat";
            case STACK -> throw new IllegalArgumentException("stacks of images are not trained");
        };
    }

    @Override
    public void forward() {
        if (inputs.size() == 1) {
            out.assign(inputs.get(0));
            return;
        }
        forward.forEach(Operation::run);
        if (kind == Kind.AVERAGE) {
            out.divi(inputs.size());
        }
    }

    @Override
    public void backward() {
        long column = 0;
        for (int i = 0; i < inputs.size(); i++) {
            INDArray target = gradients.get(i);
            if (kind == Kind.CONCATENATE) {
                target.assign(columns(column, target.columns()));
                column += target.columns();
                continue;
            }
            target.assign(gradient);
            switch (kind) {
                case SUBTRACT -> target.muli(i == 0 ? 1 : -1);
                case AVERAGE -> target.divi(inputs.size());
                case PRODUCT -> multiplyWithOthers(target, i);
                case MAX -> keepWhereLargest(target, inputs.get(i));
                default -> {}
            }
        }
    }

    private INDArray columns(long from, long count) {
        return Nd4j.create(
                gradient.data(),
                new long[] {gradient.rows(), count},
                new long[] {gradient.columns(), 1},
                gradient.offset() + from,
                'c');
    }

    private void multiplyWithOthers(INDArray target, int mine) {
        for (int other = 0; other < inputs.size(); other++) {
            if (other != mine) {
                target.muli(inputs.get(other));
            }
        }
    }

    /** Where several are the largest, each gets the gradient. */
    private void keepWhereLargest(INDArray target, INDArray values) {
        out.subi(values, scratch);
        Transforms.sign(scratch, false);
        scratch.rsubi(1);
        target.muli(scratch);
    }

    @Override
    public void close() {
        forward.forEach(Operation::close);
    }
}
