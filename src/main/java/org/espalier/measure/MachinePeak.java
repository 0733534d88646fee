package org.espalier.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.NativeSetup;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What this machine reaches in the two operations that networks spend their time in, on arrays that suit it: the
 * mark that an evaluation's speed is compared with.
 *
 * @param product GFLOP/s of matrix products, a multiply-add counting as two
 * @param convolution GFLOP/s of 3×3 convolutions, channels last
 */
public record MachinePeak(double product, double convolution) {

    private static final int SIZE = 768;
    private static final int ROUNDS = 12;

    /** Measures with as many threads as there are workers; takes about a second. */
    public static MachinePeak measure(Workers workers) throws JobCancelled {
        return new MachinePeak(
                best(workers, MachinePeak::productOp, 2.0 * SIZE * SIZE * SIZE),
                best(workers, MachinePeak::convolutionOp, 2.0 * 32 * 28 * 28 * 9 * 64 * 64));
    }

    private static double best(Workers workers, Supplier<CustomOp> kind, double flops) throws JobCancelled {
        List<CustomOp> mine = new ArrayList<>();
        for (int lane = 0; lane < workers.lanes(); lane++) {
            mine.add(kind.get());
        }
        double best = 0;
        int rounds = 4 * workers.lanes();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            workers.each(
                    0,
                    rounds,
                    workers.lanes(),
                    (lane, item) -> {
                        NativeSetup.threadsPerOperation(1);
                        Nd4j.exec(mine.get(lane));
                    },
                    Progress.NONE);
            best = Math.max(best, flops * rounds / (System.nanoTime() - start));
        }
        for (CustomOp op : mine) {
            op.inputArguments().forEach(INDArray::close);
            op.outputArguments().forEach(INDArray::close);
        }
        return best;
    }

    private static CustomOp productOp() {
        return DynamicCustomOp.builder("matmul")
                .addInputs(ones(SIZE, SIZE), ones(SIZE, SIZE))
                .addOutputs(ones(SIZE, SIZE))
                .addIntegerArguments(0, 0, 0)
                .build();
    }

    private static CustomOp convolutionOp() {
        return DynamicCustomOp.builder("conv2d")
                .addInputs(ones(32, 28, 28, 64), ones(3, 3, 64, 64), ones(64))
                .addOutputs(ones(32, 28, 28, 64))
                .addIntegerArguments(3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 0)
                .build();
    }

    private static INDArray ones(long... shape) {
        return Nd4j.ones(DataType.FLOAT, shape);
    }
}
