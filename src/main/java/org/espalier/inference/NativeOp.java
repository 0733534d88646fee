package org.espalier.inference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.ops.CpuOpContext;

/** One of ND4J's operations on cells, whose arrays may change from one run to the next. */
final class NativeOp implements Bound {

    /** A context keeps something of every array that was ever set, until it is told to forget all of them. */
    private static final int MOST_CHANGES = 200;

    private final NativeCall call;
    private final CpuOpContext context;
    private final List<Cell> inputs;
    private final Cell output;
    private final @Nullable INDArray[] seen;
    private int changes;

    private NativeOp(String name, List<Cell> inputs, Cell output) {
        this.call = new NativeCall(name);
        this.context = call.context();
        this.inputs = inputs;
        this.output = output;
        this.seen = new INDArray[inputs.size() + 1];
    }

    /** An operation with whole-number arguments. */
    static NativeOp of(String name, List<Cell> inputs, Cell output, long... arguments) {
        NativeOp op = new NativeOp(name, inputs, output);
        op.context.setIArguments(arguments);
        return op;
    }

    /** An operation with real and whole-number arguments. */
    static NativeOp of(String name, List<Cell> inputs, Cell output, double[] reals, long... wholes) {
        NativeOp op = new NativeOp(name, inputs, output);
        op.context.setTArguments(reals);
        op.context.setIArguments(wholes);
        return op;
    }

    /** An operation with one real argument, in place. */
    static NativeOp inPlace(String name, Cell values, double argument) {
        NativeOp op = new NativeOp(name, List.of(values), values);
        op.context.setTArguments(argument);
        return op;
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
        call.run();
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
        call.close();
    }
}
