package org.espalier.inference;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation that could not be folded: a scale and a shift per channel, in place. */
final class AffineStep implements Step {

    private final INDArray rows;
    private final INDArray scale;
    private final INDArray shift;

    AffineStep(Affine affine, INDArray rows, Buffers buffers) {
        this.rows = rows;
        this.scale = buffers.allocate(1, affine.scale().length);
        this.shift = buffers.allocate(1, affine.shift().length);
        Buffers.put(affine.scale(), scale);
        Buffers.put(affine.shift(), shift);
    }

    @Override
    public void run() {
        rows.muliRowVector(scale);
        rows.addiRowVector(shift);
    }
}
