package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
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

    /**
     * {@code w −= rate·m̂/(√v̂ + ε)}, both moments corrected for their start at zero (Kingma and Ba, arXiv 1412.6980). Done
     * in Java, some parameters at a time: ND4J's own takes several times as long.
     */
    final class WithMoments implements UpdateRule {

        /** What fits the fastest cache. */
        private static final int AT_ONCE = 4096;

        private final double beta1;
        private final double beta2;
        private final double epsilon;
        private final INDArray first;
        private final INDArray second;
        private final FloatBuffer gradients;
        private final List<FloatBuffer> changed;
        private final float[] gradient = new float[AT_ONCE];
        private final List<float[]> parts = List.of(new float[AT_ONCE], new float[AT_ONCE], new float[AT_ONCE]);

        WithMoments(
                double beta1, double beta2, double epsilon, INDArray values, INDArray gradient, NativeArrays arrays) {
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = epsilon;
            this.first = arrays.allocate(values.length());
            this.second = arrays.allocate(values.length());
            this.gradients = NativeArrays.bufferOf(gradient);
            this.changed =
                    Stream.of(values, first, second).map(NativeArrays::bufferOf).toList();
        }

        @Override
        public void step(double rate, long number) {
            double correction = Math.sqrt(1 - Math.pow(beta2, number + 1.0));
            float scaledRate = (float) (rate * correction / (1 - Math.pow(beta1, number + 1.0)));
            float scaledEpsilon = (float) (epsilon * correction);
            for (int from = 0; from < gradients.capacity(); from += AT_ONCE) {
                int count = Math.min(AT_ONCE, gradients.capacity() - from);
                gradients.get(from, gradient, 0, count);
                for (int i = 0; i < parts.size(); i++) {
                    changed.get(i).get(from, parts.get(i), 0, count);
                }
                move(parts.get(0), parts.get(1), parts.get(2), count, scaledRate, scaledEpsilon);
                for (int i = 0; i < parts.size(); i++) {
                    changed.get(i).put(from, parts.get(i), 0, count);
                }
            }
        }

        private void move(float[] values, float[] means, float[] squares, int count, float rate, float small) {
            float[] by = gradient;
            float keeps1 = (float) beta1;
            float takes1 = (float) (1 - beta1);
            float keeps2 = (float) beta2;
            float takes2 = (float) (1 - beta2);
            for (int i = 0; i < count; i++) {
                float mean = keeps1 * means[i] + takes1 * by[i];
                float square = keeps2 * squares[i] + takes2 * by[i] * by[i];
                means[i] = mean;
                squares[i] = square;
                values[i] -= rate * mean / ((float) Math.sqrt(square) + small);
            }
        }

        @Override
        public List<INDArray> state() {
            return List.of(first, second);
        }

        @Override
        public void close() {}
    }
}
