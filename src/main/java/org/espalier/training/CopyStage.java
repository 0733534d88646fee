package org.espalier.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A signal once more, for a layer that changes it in place while others still read it. */
final class CopyStage implements TrainingStage {

    private final INDArray from;
    private final INDArray to;
    private final INDArray gradient;
    private final INDArray gradientBack;

    CopyStage(Signal in, Signal out, TrainingLane lane) {
        this.from = lane.valuesOf(in).asList();
        this.to = lane.valuesOf(out).asList();
        this.gradient = lane.gradientOf(out).asList();
        this.gradientBack = lane.gradientOf(in).asList();
    }

    @Override
    public void forward() {
        to.assign(from);
    }

    @Override
    public void backward() {
        gradientBack.assign(gradient);
    }
}
