package org.espalier.inference;

import java.util.List;
import org.espalier.network.Layer.Combination.Kind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Several buffers made into one. */
final class CombinationStep implements Step {

    private final Kind kind;
    private final List<INDArray> inputs;
    private final INDArray out;

    CombinationStep(Kind kind, List<INDArray> inputs, INDArray out) {
        this.kind = kind;
        this.inputs = inputs;
        this.out = out;
    }

    @Override
    public void run() {
        if (kind == Kind.CONCATENATE) {
            CustomOp concat = DynamicCustomOp.builder("concat")
                    .addInputs(inputs.toArray(INDArray[]::new))
                    .addOutputs(out)
                    .addIntegerArguments(out.rank() - 1)
                    .build();
            Nd4j.exec(concat);
            return;
        }
        out.assign(inputs.get(0));
        for (INDArray more : inputs.subList(1, inputs.size())) {
            combine(more);
        }
        if (kind == Kind.AVERAGE) {
            out.divi(inputs.size());
        }
    }

    private void combine(INDArray more) {
        switch (kind) {
            case ADD, AVERAGE -> out.addi(more);
            case SUBTRACT -> out.subi(more);
            case PRODUCT -> out.muli(more);
            case MAX -> Nd4j.exec(new org.nd4j.linalg.api.ops.impl.transforms.custom.Max(out, more, out));
            case CONCATENATE -> throw new IllegalStateException("concatenation is done at once");
        }
    }
}
