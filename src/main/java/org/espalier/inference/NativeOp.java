package org.espalier.inference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;
import org.nd4j.linalg.factory.Nd4j;

/** One of ND4J's operations with a context of its own, which costs a fifth of making one for each run. */
final class NativeOp implements Bound {

    /** A context keeps something of every array that was ever set, until it is told to forget all of them. */
    private static final int MOST_CHANGES = 200;

    private final CustomOp op;
    private final CpuOpContext context;
    private final List<Cell> inputs;
    private final Cell output;
    private final @Nullable INDArray[] seen;
    private int changes;

    private NativeOp(CustomOp op, CpuOpContext context, List<Cell> inputs, Cell output) {
        this.op = op;
        this.context = context;
        this.inputs = inputs;
        this.output = output;
        this.seen = new INDArray[inputs.size() + 1];
    }

    /** An operation with whole-number arguments. */
    static NativeOp of(String name, List<Cell> inputs, Cell output, long... arguments) {
        CpuOpContext context = newContext();
        context.setIArguments(arguments);
        return new NativeOp(DynamicCustomOp.builder(name).build(), context, inputs, output);
    }

    /** An operation with real and whole-number arguments. */
    static NativeOp of(String name, List<Cell> inputs, Cell output, double[] reals, long... wholes) {
        CpuOpContext context = newContext();
        context.setTArguments(reals);
        context.setIArguments(wholes);
        return new NativeOp(DynamicCustomOp.builder(name).build(), context, inputs, output);
    }

    /** An operation with one real argument, in place. */
    static NativeOp inPlace(String name, Cell values, double argument) {
        CpuOpContext context = newContext();
        context.setTArguments(argument);
        return new NativeOp(DynamicCustomOp.builder(name).build(), context, List.of(values), values);
    }

    private static CpuOpContext newContext() {
        return (CpuOpContext) Nd4j.getExecutioner().buildContext();
    }

    @Override
    public void run() {
        if (changes > MOST_CHANGES) {
            forgetArrays();
        }
        for (int i = 0; i < inputs.size(); i++) {
            INDArray now = inputs.get(i).array();
            if (now != seen[i]) {
                context.setInputArray(i, now);
                seen[i] = now;
                changes++;
            }
        }
        int last = inputs.size();
        INDArray out = output.array();
        if (out != seen[last]) {
            context.setOutputArray(0, out);
            seen[last] = out;
            changes++;
        }
        Nd4j.exec(op, context);
    }

    private void forgetArrays() {
        context.purge();
        Arrays.fill(seen, null);
        changes = 0;
    }

    /** ND4J frees a context once it is collected; what it holds can go now. */
    @Override
    public void close() {
        forgetArrays();
        context.close();
    }
}
