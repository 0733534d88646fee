package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.training.Optimiser.AdamW;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One thread's part of an optimiser's step: some of the parameters, with the optimiser's state for them.
 *
 * <p>Gradients of held weights are zero before they reach the state, so momentum never moves them.
 */
final class UpdateSlice implements AutoCloseable {

    private final NativeArrays arrays = new NativeArrays();
    private final Optimiser optimiser;
    private final INDArray gradient;
    private final List<Operation> sums = new ArrayList<>();
    private final @Nullable Operation hold;
    private final @Nullable INDArray decaying;
    private final INDArray decayingGradient;
    private final UpdateRule rule;

    /** @param from the first of the parameters that it is for, {@code to} the one behind the last */
    UpdateSlice(Optimiser optimiser, Parameters parameters, List<INDArray> gradients, long from, long to) {
        this.optimiser = optimiser;
        INDArray values = NativeArrays.view(parameters.values(), from, to - from);
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
        this.rule = UpdateRule.of(optimiser, values, gradient, arrays);
    }

    /**
     * Sums the lanes' gradients and takes a step.
     *
     * @param number of the step, from 0
     */
    void step(double rate, long number) {
        sums.forEach(Operation::run);
        if (decaying != null && !(optimiser instanceof AdamW)) {
            Nd4j.exec(new Axpy(decaying, decayingGradient, decayingGradient, optimiser.weightDecay()));
        }
        if (hold != null) {
            hold.run();
        }
        if (decaying != null && optimiser instanceof AdamW) {
            decaying.muli(1 - rate * optimiser.weightDecay());
        }
        rule.step(rate, number);
    }

    /** The optimiser's memory, one list after the other. */
    List<INDArray> state() {
        return rule.state();
    }

    @Override
    public void close() {
        sums.forEach(Operation::close);
        if (hold != null) {
            hold.close();
        }
        rule.close();
        arrays.close();
    }
}
