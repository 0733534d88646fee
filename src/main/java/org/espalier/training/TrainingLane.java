package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.espalier.network.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays on which one thread trains its share of every batch. Not thread safe. */
final class TrainingLane implements AutoCloseable {

    /** Makes a layer's stages for a lane. */
    @FunctionalInterface
    interface StageMaker {
        List<TrainingStage> make(TrainingLane lane);
    }

    private final LaneShare share;
    private final int images;
    private final Parameters parameters;
    private final NativeArrays arrays = new NativeArrays();
    private final INDArray gradients;
    private final @Nullable SignalArrays[] values;
    private final @Nullable SignalArrays[] gradientOf;
    private final List<TrainingStage> stages = new ArrayList<>();
    private final long longest;
    private long step;
    private int first;
    private @Nullable StageTimes times;
    private @Nullable INDArray scratch;
    private @Nullable INDArray ones;

    TrainingLane(LaneShare share, Parameters parameters, List<Signal> signals, List<StageMaker> makers) {
        this.share = share;
        this.images = share.atOnce();
        this.parameters = parameters;
        this.gradients = arrays.allocate(parameters.length());
        this.values = new SignalArrays[signals.size()];
        this.gradientOf = new SignalArrays[signals.size()];
        this.longest = signals.stream()
                .mapToLong(signal -> (long) images * signal.shape().values())
                .max()
                .orElse(1);
        makers.forEach(maker -> stages.addAll(maker.make(this)));
    }

    /** Place in the batch of the first image of the part that runs. */
    int first() {
        return first;
    }

    LaneShare share() {
        return share;
    }

    /** How many images run at once. */
    int images() {
        return images;
    }

    /** Number of the step that runs, from 0. */
    long step() {
        return step;
    }

    /** Forgets the gradients of the step before. */
    void startStep(long number) {
        step = number;
        Pointer memory = gradients.data().pointer();
        Pointer.memset(memory, 0, gradients.length() * Float.BYTES);
    }

    /** Takes the images of one of its parts. */
    void startPart(int part) {
        first = share.first() + part * images;
    }

    SignalArrays valuesOf(Signal signal) {
        Signal source = signal.of() == null ? signal : signal.of();
        return known(values, source);
    }

    SignalArrays gradientOf(Signal signal) {
        return known(gradientOf, signal);
    }

    private SignalArrays known(@Nullable SignalArrays[] all, Signal signal) {
        SignalArrays known = all[signal.index()];
        if (known == null) {
            known = newLike(signal);
            all[signal.index()] = known;
        }
        return known;
    }

    /** Memory of a stage's own, of a signal's size. */
    SignalArrays newLike(Signal signal) {
        Shape shape = signal.shape();
        return new SignalArrays(arrays.allocate((long) images * shape.values()), images, shape);
    }

    /** Memory of a stage's own. */
    INDArray allocate(long... shape) {
        return arrays.allocate(shape);
    }

    /** Memory as large as a signal, which holds nothing from one operation of a stage to another stage's. */
    SignalArrays scratchLike(Signal signal) {
        if (scratch == null) {
            scratch = arrays.allocate(longest);
        }
        return new SignalArrays(scratch, images, signal.shape());
    }

    /** A row of ones: a product with it sums over the rows of a matrix, many times as fast as ND4J's sum. */
    INDArray ones(long count) {
        if (ones == null) {
            ones = arrays.allocate(longest);
            ones.assign(1);
        }
        return NativeArrays.view(ones, 0, 1, count);
    }

    INDArray matrix(Weight weight) {
        return Parameters.matrix(parameters.values(), weight);
    }

    INDArray row(Weight weight) {
        return Parameters.row(parameters.values(), weight);
    }

    INDArray gradientMatrix(Weight weight) {
        return Parameters.matrix(gradients, weight);
    }

    /** Of all parameters, this lane's share of the gradient; every part of its images adds to it. */
    INDArray gradients() {
        return gradients;
    }

    /** Runs stages {@code from} up to but not with {@code to}, for as long as that is wanted. */
    void forward(int from, int to, BooleanSupplier wanted) {
        for (int i = from; i < to && wanted.getAsBoolean(); i++) {
            run(i, stages.get(i)::forward);
        }
    }

    /** Runs stages back from in front of {@code to} down to {@code from}, for as long as that is wanted. */
    void backward(int from, int to, BooleanSupplier wanted) {
        for (int i = to - 1; i >= from && wanted.getAsBoolean(); i--) {
            run(i, stages.get(i)::backward);
        }
    }

    private void run(int stage, Runnable way) {
        long start = times == null ? 0 : System.nanoTime();
        way.run();
        if (times != null) {
            times.add(stage, System.nanoTime() - start);
        }
    }

    /** Tells from now on how long each stage takes. */
    void time(StageTimes clock) {
        times = clock;
    }

    @Override
    public void close() {
        stages.forEach(TrainingStage::close);
        arrays.close();
    }
}
