package org.espalier.training;

import java.util.List;
import org.espalier.training.Optimiser.Adam;
import org.espalier.training.Optimiser.AdamW;
import org.espalier.training.Optimiser.Nesterov;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/** How some parameters take a step along their gradient, with the optimiser's memory for them. */
interface UpdateRule extends AutoCloseable {

    /** @param number of the step, from 0 */
    void step(double rate, long number);

    /** The memory: lists as long as the parameters, zero at the start. */
    List<INDArray> state();

    @Override
    void close();

    static UpdateRule of(Optimiser optimiser, INDArray values, INDArray gradient, NativeArrays arrays) {
        if (optimiser instanceof Nesterov nesterov) {
            return new WithMomentum(nesterov.momentum(), values, gradient, arrays);
        }
        if (optimiser instanceof Adam adam) {
            return new WithMoments(adam.beta1(), adam.beta2(), adam.epsilon(), values, gradient, arrays);
        }
        if (optimiser instanceof AdamW adam) {
            return new WithMoments(adam.beta1(), adam.beta2(), adam.epsilon(), values, gradient, arrays);
        }
        return new Plain(values, gradient);
    }

    /** {@code w −= rate·g}. */
    record Plain(INDArray values, INDArray gradient) implements UpdateRule {

        @Override
        public void step(double rate, long number) {
            Nd4j.exec(new Axpy(gradient, values, values, -rate));
        }

        @Override
        public List<INDArray> state() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** {@code v ← μ·v − rate·g, w += μ·v − rate·g} (Sutskever et al., ICML 2013, seen from the point looked ahead to). */
    final class WithMomentum implements UpdateRule {

        private final double momentum;
        private final INDArray velocity;
        private final Operation update;
        private final Operation subtract;

        WithMomentum(double momentum, INDArray values, INDArray gradient, NativeArrays arrays) {
            this.momentum = momentum;
            this.velocity = arrays.allocate(values.length());
            INDArray step = arrays.allocate(values.length());
            this.update = Operation.of("nesterovs_updater", List.of(gradient, velocity), List.of(step, velocity));
            this.subtract = Operation.pairwise("subtract", values, step, values);
        }

        @Override
        public void step(double rate, long number) {
            update.with(rate, momentum).run();
            subtract.run();
        }

        @Override
        public List<INDArray> state() {
            return List.of(velocity);
        }

        @Override
        public void close() {
            update.close();
            subtract.close();
        }
    }

    /** {@code w −= rate·m̂/(√v̂ + ε)}, both moments corrected for their start at zero (Kingma and Ba, arXiv 1412.6980). */
    final class WithMoments implements UpdateRule {

        private final double beta1;
        private final double beta2;
        private final double epsilon;
        private final INDArray first;
        private final INDArray second;
        private final Operation update;
        private final Operation subtract;

        WithMoments(
                double beta1, double beta2, double epsilon, INDArray values, INDArray gradient, NativeArrays arrays) {
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
            this.first = arrays.allocate(values.length());
            this.second = arrays.allocate(values.length());
            INDArray step = arrays.allocate(values.length());
            this.update = Operation.of("adam_updater", List.of(gradient, second, first), List.of(step, second, first));
            this.subtract = Operation.pairwise("subtract", values, step, values);
        }

        @Override
        public void step(double rate, long number) {
            // ND4J adds ε to the root of the second moment as it is, not as corrected.
            double correction = Math.sqrt(1 - Math.pow(beta2, number + 1.0));
            update.with(rate, beta1, beta2, epsilon * correction)
                    .withNumber(number)
                    .run();
            subtract.run();
        }

        @Override
        public List<INDArray> state() {
            return List.of(first, second);
        }

        @Override
        public void close() {
            update.close();
            subtract.close();
        }
    }
}
