package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.training.Optimiser.Adam;
import org.espalier.training.Optimiser.AdamW;
import org.espalier.training.Optimiser.Nesterov;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One thread's part of an optimiser's step: some of the parameters, with the optimiser's state for them.
 *
 * <p>Gradients of held weights are zero before they reach the state, so momentum never moves them.
 */
final class UpdateSlice implements AutoCloseable {

    private final NativeArrays arrays = new NativeArrays();
    private final Optimiser optimiser;
    private final INDArray values;
    private final INDArray gradient;
    private final List<Operation> sums = new ArrayList<>();
    private final @Nullable Operation hold;
    private final List<INDArray> state = new ArrayList<>();
    private final @Nullable INDArray decaying;
    private final INDArray decayingGradient;
    private final Operation rule;
    private final Operation subtract;

    /** @param from the first of the parameters that it is for, {@code to} the one behind the last */
    UpdateSlice(Optimiser optimiser, Parameters parameters, List<INDArray> gradients, long from, long to) {
        this.optimiser = optimiser;
        this.values = NativeArrays.view(parameters.values(), from, to - from);
        this.gradient = NativeArrays.view(gradients.get(0), from, to - from);
        for (INDArray other : gradients.subList(1, gradients.size())) {
            INDArray part = NativeArrays.view(other, from, to - from);
            sums.add(Operation.pairwise("add", gradient, part, gradient));
        }
        INDArray held = parameters.held();
        this.hold = held == null
                ? null
                : Operation.pairwise("multiply", gradient, NativeArrays.view(held, from, to - from), gradient);
        long decays = Math.max(0, Math.min(to, parameters.decaying()) - from);
        boolean pulls = decays > 0 && optimiser.weightDecay() > 0;
        this.decaying = pulls ? NativeArrays.view(values, 0, decays) : null;
        this.decayingGradient = NativeArrays.view(gradient, 0, pulls ? decays : 1);
        INDArray step = arrays.allocate(to - from);
        this.rule = rule(to - from, step);
        this.subtract = Operation.pairwise("subtract", values, step, values);
    }

    private Operation rule(long length, INDArray step) {
        if (optimiser instanceof Optimiser.Sgd) {
            return Operation.of("sgd_updater", List.of(gradient), List.of(step));
        }
        INDArray first = newState(length);
        if (optimiser instanceof Nesterov) {
            return Operation.of("nesterovs_updater", List.of(gradient, first), List.of(step, first));
        }
        INDArray second = newState(length);
        return Operation.of("adam_updater", List.of(gradient, second, first), List.of(step, second, first));
    }

    private INDArray newState(long length) {
        INDArray array = arrays.allocate(length);
        state.add(array);
        return array;
    }

    /**
     * Sums the lanes' gradients and takes a step.
     *
     * @param number of the step, from 0
     */
    void step(double rate, long number) {
        sums.forEach(Operation::run);
        if (decaying != null && !(optimiser instanceof AdamW)) {
            Nd4j.getBlasWrapper().axpy(optimiser.weightDecay(), decaying, decayingGradient);
        }
        if (hold != null) {
            hold.run();
        }
        if (decaying != null && optimiser instanceof AdamW) {
            decaying.muli(1 - rate * optimiser.weightDecay());
        }
        if (optimiser instanceof Nesterov nesterov) {
            rule.with(rate, nesterov.momentum());
        } else if (optimiser instanceof Adam adam) {
            rule.with(rate, adam.beta1(), adam.beta2(), adam.epsilon()).withNumber(number);
        } else if (optimiser instanceof AdamW adam) {
            rule.with(rate, adam.beta1(), adam.beta2(), adam.epsilon()).withNumber(number);
        } else {
            rule.with(rate);
        }
        rule.run();
        subtract.run();
    }

    /** The optimiser's memory, one list after the other. */
    List<INDArray> state() {
        return state;
    }

    @Override
    public void close() {
        sums.forEach(Operation::close);
        if (hold != null) {
            hold.close();
        }
        rule.close();
        subtract.close();
        arrays.close();
    }
}
