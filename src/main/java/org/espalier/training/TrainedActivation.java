package org.espalier.training;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/** An activation function in place. */
final class TrainedActivation {

    private TrainedActivation() {}

    static TrainingStage of(IActivation function, Signal signal, TrainingLane lane) {
        Class<?> type = function.getClass();
        if (type == ActivationReLU.class) {
            return new Relu(signal, lane);
        }
        if (type == ActivationLReLU.class) {
            return new LeakyRelu(((ActivationLReLU) function).getAlpha(), signal, lane);
        }
        if (type == ActivationTanH.class || type == ActivationSigmoid.class) {
            return new Squashing(function, signal, lane);
        }
        return new Other(function, signal, lane);
    }

    /** A few operations forward and a few back. */
    private record Operations(List<Operation> ahead, List<Operation> back) implements TrainingStage {

        @Override
        public void forward() {
            ahead.forEach(Operation::run);
        }

        @Override
        public void backward() {
            back.forEach(Operation::run);
        }

        @Override
        public void close() {
            ahead.forEach(Operation::close);
            back.forEach(Operation::close);
        }
    }

    /** ND4J's own way back takes ten times as long as a product with the sign of the result. */
    private static final class Relu implements TrainingStage {

        private final Operation ahead;
        private final Sign sign;
        private final Operation back;

        Relu(Signal signal, TrainingLane lane) {
            INDArray values = lane.valuesOf(signal).asList();
            INDArray gradient = lane.gradientOf(signal).asList();
            INDArray scratch = lane.scratchLike(signal).asList();
            this.ahead = Operation.of("relu", List.of(values), List.of(values)).with(0);
            this.sign = new Sign(values, scratch);
            this.back = Operation.pairwise("multiply", gradient, scratch, gradient);
        }

        @Override
        public void forward() {
            ahead.run();
        }

        @Override
        public void backward() {
            Nd4j.exec(sign);
            back.run();
        }

        @Override
        public void close() {
            ahead.close();
            back.close();
        }
    }

    /** The result has the sign of the input, so the gradient can be made of it. */
    private static final class LeakyRelu implements TrainingStage {

        private final Operations operations;

        LeakyRelu(double slope, Signal signal, TrainingLane lane) {
            INDArray values = lane.valuesOf(signal).asList();
            INDArray gradient = lane.gradientOf(signal).asList();
            this.operations = new Operations(
                    List.of(Operation.of("lrelu", List.of(values), List.of(values))
                            .with(slope)),
                    List.of(Operation.of("lrelu_bp", List.of(values, gradient), List.of(gradient))
                            .with(slope)));
        }

        @Override
        public void forward() {
            operations.forward();
        }

        @Override
        public void backward() {
            operations.backward();
        }

        @Override
        public void close() {
            operations.close();
        }
    }

    /** Sigmoid, y′ = y − y², and hyperbolic tangent, y′ = 1 − y²: made of the result alone. */
    private static final class Squashing implements TrainingStage {

        private final IActivation function;
        private final INDArray values;
        private final Operations operations;

        Squashing(IActivation function, Signal signal, TrainingLane lane) {
            this.function = function;
            this.values = lane.valuesOf(signal).asPixels();
            INDArray gradient = lane.gradientOf(signal).asPixels();
            INDArray scratch = lane.scratchLike(signal).asPixels();
            Operation once = Operation.pairwise("multiply", gradient, values, scratch);
            Operation difference = Operation.pairwise("subtract", gradient, scratch, gradient);
            this.operations = function instanceof ActivationSigmoid
                    ? new Operations(
                            List.of(),
                            List.of(Operation.pairwise("multiply", gradient, values, gradient), once, difference))
                    : new Operations(
                            List.of(),
                            List.of(once, Operation.pairwise("multiply", scratch, values, scratch), difference));
        }

        @Override
        public void forward() {
            apply(function, values);
        }

        @Override
        public void backward() {
            operations.backward();
        }

        @Override
        public void close() {
            operations.close();
        }
    }

    /** Any other, by DL4J's own derivative, which needs a copy of what the function was applied to. */
    private static final class Other implements TrainingStage {

        private final IActivation function;
        private final INDArray values;
        private final INDArray gradient;
        private final INDArray before;

        Other(IActivation function, Signal signal, TrainingLane lane) {
            this.function = function;
            this.values = lane.valuesOf(signal).asPixels();
            this.gradient = lane.gradientOf(signal).asPixels();
            this.before = lane.newLike(signal).asPixels();
        }

        @Override
        public void forward() {
            before.assign(values);
            apply(function, values);
        }

        @Override
        public void backward() {
            INDArray result = function.backprop(before, gradient).getFirst();
            if (result != gradient) {
                gradient.assign(result);
                if (result != before) {
                    result.close();
                }
            }
        }
    }

    /** Some functions of DL4J answer in a new array. */
    private static void apply(IActivation function, INDArray values) {
        INDArray result = function.getActivation(values, true);
        if (result != values) {
            values.assign(result);
            result.close();
        }
    }
}
