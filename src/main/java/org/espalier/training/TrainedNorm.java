package org.espalier.training;

import java.util.Arrays;
import java.util.List;
import org.espalier.training.BatchStatistics.Share;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation with the statistics of the batch: {@code y = γ·x̂ + β} with {@code x̂ = (x − μ)/√(σ² + ε)}.
 *
 * <p>It is two stages. Between them all lanes meet, forward and back, so that a batch is one batch however many
 * threads share it.
 */
final class TrainedNorm {

    /** What a normalisation is made of; γ and β are fixed where there is no weight for them. */
    record Parts(
            BatchStatistics statistics,
            @Nullable Weight gamma,
            @Nullable Weight beta,
            double fixedGamma,
            double fixedBeta,
            Signal in,
            Signal out) {}

    private final Parts parts;
    private final TrainingLane lane;
    private final Share share;
    private final INDArray row;
    private final INDArray sums;
    private final float[] values;
    private final INDArray in;
    private final INDArray out;
    private final INDArray centred;
    private final INDArray gradient;
    private final INDArray gradientIn;
    private final INDArray scratch;
    private final @Nullable INDArray gammaRow;
    private final @Nullable INDArray betaRow;
    private final @Nullable INDArray gammaGradient;
    private final @Nullable INDArray betaGradient;

    private TrainedNorm(Parts parts, TrainingLane lane) {
        this.parts = parts;
        this.lane = lane;
        this.in = lane.valuesOf(parts.in()).asPixels();
        this.out = lane.valuesOf(parts.out()).asPixels();
        this.centred = lane.newLike(parts.out()).asPixels();
        this.gradient = lane.gradientOf(parts.out()).asPixels();
        this.gradientIn = lane.gradientOf(parts.in()).asPixels();
        this.scratch = lane.scratchLike(parts.out()).asPixels();
        this.share = parts.statistics().newShare(in.rows());
        Weight gamma = parts.gamma();
        Weight beta = parts.beta();
        this.gammaRow = gamma == null ? null : lane.row(gamma);
        this.betaRow = beta == null ? null : lane.row(beta);
        this.gammaGradient = gamma == null ? null : lane.gradientMatrix(gamma);
        this.betaGradient = beta == null ? null : lane.gradientMatrix(beta);
        int channels = parts.statistics().size();
        this.row = lane.allocate(channels);
        this.sums = lane.allocate(1, channels);
        this.values = new float[channels];
    }

    /** The stage in front of the meeting, and the one behind it. */
    static List<TrainingStage> of(Parts parts, TrainingLane lane) {
        TrainedNorm norm = new TrainedNorm(parts, lane);
        return List.of(norm.new Measuring(), norm.new Normalising());
    }

    private Operation columnSums(INDArray of) {
        return Operation.product(lane.ones(of.rows()), false, of, false, sums);
    }

    private void read(double[] into, double factor) {
        NativeArrays.get(sums, values);
        for (int c = 0; c < into.length; c++) {
            into[c] = values[c] * factor;
        }
    }

    /** One value per channel. */
    private interface PerChannel {
        double at(int channel);
    }

    private void fillRow(PerChannel function) {
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) function.at(c);
        }
        NativeArrays.put(values, row);
    }

    /** Forward: the lane's mean and squares. Back: the gradient of the input. */
    private final class Measuring implements TrainingStage {

        private final Operation sum = columnSums(in);
        private final Operation centre = Operation.pairwise("subtract", in, row, centred);
        private final Operation square = Operation.pairwise("multiply", centred, centred, scratch);
        private final Operation sumOfSquares = columnSums(scratch);
        private final Operation scaleGradient = Operation.pairwise("multiply", gradient, row, gradientIn);
        private final Operation scaleCentred = Operation.pairwise("multiply", centred, row, scratch);
        private final Operation add = Operation.pairwise("add", gradientIn, scratch, gradientIn);
        private final Operation shift = Operation.pairwise("add", gradientIn, row, gradientIn);

        @Override
        public void forward() {
            sum.run();
            read(share.mean(), 1.0 / in.rows());
            fillRow(c -> share.mean()[c]);
            centre.run();
            square.run();
            sumOfSquares.run();
            read(share.squares(), 1);
        }

        @Override
        public void backward() {
            if (!parts.in().learns()) {
                return;
            }
            BatchStatistics all = parts.statistics();
            float[] gamma = gamma();
            fillRow(c -> gamma[c] * all.scale(c));
            scaleGradient.run();
            fillRow(c -> -gamma[c] * all.scale(c) * all.scale(c) * all.gradientTimesNormal(c));
            scaleCentred.run();
            add.run();
            fillRow(c -> -gamma[c]
                    * all.scale(c)
                    * (all.gradient(c) + all.scale(c) * all.gradientTimesNormal(c) * offset(c)));
            shift.run();
        }

        @Override
        public void close() {
            List.of(sum, centre, square, sumOfSquares, scaleGradient, scaleCentred, add, shift)
                    .forEach(Operation::close);
        }
    }

    /** Forward: the result. Back: the lane's sums of the gradient. */
    private final class Normalising implements TrainingStage {

        private final Operation stretch = Operation.pairwise("multiply", centred, row, out);
        private final Operation shift = Operation.pairwise("add", out, row, out);
        private final Operation sum = columnSums(gradient);
        private final Operation product = Operation.pairwise("multiply", gradient, centred, scratch);
        private final Operation sumOfProducts = columnSums(scratch);

        @Override
        public void forward() {
            BatchStatistics all = parts.statistics();
            float[] gamma = gamma();
            float[] beta = learned(betaRow, parts.fixedBeta());
            fillRow(c -> gamma[c] * all.scale(c));
            stretch.run();
            fillRow(c -> beta[c] + gamma[c] * all.scale(c) * offset(c));
            shift.run();
        }

        @Override
        public void backward() {
            sum.run();
            read(share.gradient(), 1);
            product.run();
            sumOfProducts.run();
            read(share.gradientTimesNormal(), 1);
            double[] times = share.gradientTimesNormal();
            for (int c = 0; c < times.length; c++) {
                times[c] = parts.statistics().scale(c) * (times[c] + offset(c) * share.gradient()[c]);
            }
            put(share.gradient(), betaGradient);
            put(times, gammaGradient);
        }

        private void put(double[] sum, @Nullable INDArray into) {
            if (into != null) {
                for (int c = 0; c < sum.length; c++) {
                    values[c] = (float) sum[c];
                }
                NativeArrays.put(values, into);
            }
        }

        @Override
        public void close() {
            List.of(stretch, shift, sum, product, sumOfProducts).forEach(Operation::close);
        }
    }

    /** From the mean of all lanes to that of this one, which is what the centred values lack. */
    private double offset(int channel) {
        return share.mean()[channel] - parts.statistics().mean(channel);
    }

    private float[] gamma() {
        return learned(gammaRow, parts.fixedGamma());
    }

    private float[] learned(@Nullable INDArray row, double fixed) {
        float[] all = new float[values.length];
        if (row == null) {
            Arrays.fill(all, (float) fixed);
        } else {
            NativeArrays.get(row, all);
        }
        return all;
    }
}
