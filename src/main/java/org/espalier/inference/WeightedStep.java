package org.espalier.inference;

import org.espalier.network.MaskedWeights;
import org.espalier.network.PruningMask;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a step in the layout its operation wants, under the current mask.
 *
 * <p>A batch-norm that stands directly behind the layer is folded in: {@code y = (W·x + b)·scale + shift}.
 */
final class WeightedStep {

    /** Where value {@code i} of the layer's own layout stands in the operation's, and which unit it makes. */
    record Place(int[] target, int[] unit) {}

    private final MaskedWeights weights;
    private final Place place;
    private final Affine folded;
    private final INDArray target;
    private PruningMask current = PruningMask.NONE;
    private final float[] laidOut;

    WeightedStep(MaskedWeights weights, Place place, Affine folded, INDArray target) {
        this.weights = weights;
        this.place = place;
        this.folded = folded;
        this.target = target;
        this.laidOut = new float[place.target().length];
        upload(PruningMask.NONE);
    }

    void silence(PruningMask mask) {
        if (!mask.equals(current)) {
            upload(mask);
        }
    }

    private void upload(PruningMask mask) {
        float[] values = weights.under(mask);
        for (int i = 0; i < values.length; i++) {
            laidOut[place.target()[i]] = values[i] * folded.scale()[place.unit()[i]];
        }
        Buffers.put(laidOut, target);
        current = mask;
    }
}
