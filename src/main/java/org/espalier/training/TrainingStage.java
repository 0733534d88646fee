package org.espalier.training;

/** One layer's part of a training step on the arrays of one {@link TrainingLane}. */
interface TrainingStage extends AutoCloseable {

    /** Makes the values it writes of those it reads. */
    void forward();

    /** Makes the gradients of what it read, and of its weights, of the gradient of what it wrote. */
    void backward();

    @Override
    default void close() {}
}
