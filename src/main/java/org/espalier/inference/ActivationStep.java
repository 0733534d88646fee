package org.espalier.inference;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function in place, on one row per pixel. */
final class ActivationStep implements Step {

    private final IActivation function;
    private final INDArray rows;

    ActivationStep(IActivation function, INDArray rows) {
        this.function = function;
        this.rows = rows;
    }

    @Override
    public void run() {
        INDArray result = function.getActivation(rows, false);
        // Some functions of DL4J answer in a new array.
        if (result != rows) {
            rows.assign(result);
            result.close();
        }
    }
}
