package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.job.JobCancelled;
import org.espalier.job.MachineMemory;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network compiled for training under a mask: ND4J operations on arrays that are allocated once, channels last, each
 * thread with a share of the batch and arrays of its own.
 *
 * <p>What the mask removes stays removed: silenced units are not part of the plan, and single weights are held at zero,
 * with their gradients and the optimiser's memory of them. The loss is the cross-entropy of the classes, or what {@link
 * Distillation} makes of it.
 *
 * <p>Used by one thread at a time. The network passed in stays as it is.
 */
public final class TrainingPlan implements AutoCloseable {

    /** Bytes of a lane's largest array: measured, with what stands beside it in a core's share of the caches. */
    private static final long LARGEST_ARRAY = 3 << 19;

    private final Network network;
    private final PruningMask mask;
    private final Workers workers;
    private final Setup setup;
    private final int batch;
    private final Parameters parameters;
    private final List<TrainingLane> lanes = new ArrayList<>();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<UpdateSlice> slices = new ArrayList<>();
    private final TreeMap<Integer, BatchStatistics> meetings;
    private final List<String> layerOfStage;
    private final int stages;
    private long step;
    private int right;

    /** Where a lane's images go in, and where its loss comes out. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Feed(INDArray input, float[] room, CrossEntropy loss) {}

    /**
     * How a plan trains.
     *
     * @param batch images in a step
     * @param seed of dropout
     */
    public record Setup(int batch, Optimiser optimiser, long seed) {
        public Setup {
            if (batch < 1) {
                throw new IllegalArgumentException("a batch needs images, was " + batch);
            }
        }
    }

    private TrainingPlan(Network network, PruningMask mask, Setup setup, Workers workers) throws Refused {
        NativeSetup.apply();
        this.network = network;
        this.mask = mask;
        this.workers = workers;
        this.setup = setup;
        this.batch = setup.batch();
        TrainingCompiler compiler = new TrainingCompiler(network, mask, setup.seed());
        this.meetings = new TreeMap<>(compiler.meetings());
        this.layerOfStage = compiler.layerOfStage();
        this.stages = layerOfStage.size();
        this.parameters = new Parameters(network, mask, compiler.weights());
        float[] classWeights = compiler.classWeights();
        List<LaneShare> shares = LaneShare.of(batch, workers.lanes(), atOnce(compiler.signals()));
        checkMemory(shares, compiler.signals());
        for (LaneShare share : shares) {
            TrainingLane lane = new TrainingLane(share, parameters, compiler.signals(), compiler.makers());
            lanes.add(lane);
            INDArray input = lane.valuesOf(compiler.input()).asList();
            feeds.add(new Feed(
                    input,
                    new float[Math.toIntExact(input.length())],
                    new CrossEntropy(compiler.output(), classWeights, lane)));
        }
        List<INDArray> gradients = lanes.stream().map(TrainingLane::gradients).toList();
        int count = lanes.size();
        for (int i = 0; i < count; i++) {
            long from = parameters.length() * i / count;
            long to = parameters.length() * (i + 1) / count;
            slices.add(new UpdateSlice(setup.optimiser(), parameters, gradients, from, to));
        }
    }

    /** Values and gradients of all images that run at once: without it, a machine may end the program. */
    private void checkMemory(List<LaneShare> shares, List<Signal> signals) throws Refused {
        long perImage = signals.stream()
                .mapToLong(signal -> 2L * Float.BYTES * signal.shape().values())
                .sum();
        long images = shares.stream().mapToLong(LaneShare::atOnce).sum();
        long bytes = perImage * images + parameters.length() * Float.BYTES * (shares.size() + 3);
        if (bytes > MachineMemory.bytes() / 4 * 3) {
            parameters.close();
            throw new Refused("training.memory", network.name(), batch, bytes >> 20, MachineMemory.bytes() >> 20);
        }
    }

    /**
     * How many images a lane runs at once. Batch normalisation meets over all of them. Fewer than there are parameters
     * to each of their values would be slower: every part reads all parameters, and adds to all gradients.
     */
    private int atOnce(List<Signal> signals) {
        if (!meetings.isEmpty()) {
            return batch;
        }
        long largest = 1;
        long all = 0;
        for (Signal signal : signals) {
            largest = Math.max(largest, signal.shape().values());
            all += signal.shape().values();
        }
        long fewest = Math.max(1, parameters.length() / all);
        return (int) Math.min(batch, Math.max(fewest, LARGEST_ARRAY / (largest * Float.BYTES)));
    }

    /**
     * @param workers do the work; the plan does not close them
     * @throws Refused where a layer cannot be trained, the network does not answer with probabilities of classes, or
     *     nothing is left of a layer
     */
    public static TrainingPlan of(Network network, PruningMask mask, Setup setup, Workers workers) throws Refused {
        return new TrainingPlan(network, mask, setup, workers);
    }

    /**
     * The same training under a larger mask: what is learned goes on, and so does the optimiser's memory of everything
     * that stays. This plan is still to be closed.
     *
     * @throws Refused where nothing is left of a layer
     */
    TrainingPlan silencing(PruningMask more) throws Refused {
        TrainingPlan next = new TrainingPlan(trained(), more, setup, workers);
        next.step = step;
        OptimiserMemory.carry(this, next);
        return next;
    }

    /** Images in a step. */
    public int batch() {
        return batch;
    }

    /** How many parameters are trained: those of units that are not silenced. */
    public long parameters() {
        return parameters.length();
    }

    /**
     * Takes one step.
     *
     * @param images {@code [count, height, width, channels]}
     * @param labels one class per image
     * @param count how many images there are, at most a batch; fewer are repeated for the statistics of the batch
     * @param rate the learning rate
     * @return the mean loss in front of the step, in nats
     */
    public float step(float[] images, int[] labels, int count, double rate) {
        int each = network.graph().inputShape().values();
        BatchSource source = (from, to, target) -> System.arraycopy(images, from * each, target, 0, (to - from) * each);
        try {
            return step(new Batch(source, labels, count), rate, Progress.NONE);
        } catch (JobCancelled never) {
            throw new IllegalStateException("nobody cancels", never);
        }
    }

    /**
     * Takes one step; a loss that is not finite takes none.
     *
     * @param progress is asked between two layers whether the step is still wanted
     * @throws JobCancelled where it is not: what is learned is then as it was, but running averages may have moved on, so
     *     that no other step may follow
     */
    float step(Batch examples, double rate, Progress progress) throws JobCancelled {
        float loss = run(examples, new Interruption(progress));
        if (!Float.isFinite(loss)) {
            return loss;
        }
        update(rate);
        step++;
        return loss;
    }

    /** How many images of the last step were classified right. */
    public int right() {
        return right;
    }

    private float run(Batch examples, Interruption stop) throws JobCancelled {
        int count = examples.count();
        if (count > batch) {
            throw new IllegalArgumentException(count + " images in a batch of " + batch);
        }
        int from = 0;
        for (Map.Entry<Integer, BatchStatistics> meeting : meetings.entrySet()) {
            forward(from, meeting.getKey(), examples, stop);
            meeting.getValue().merge();
            meeting.getValue().remember();
            from = meeting.getKey();
        }
        int last = from;
        together(stop, (item, wanted) -> {
            TrainingLane lane = lanes.get(item);
            feeds.get(item).loss().startStep();
            for (int part = 0; part < lane.share().parts() && wanted.getAsBoolean(); part++) {
                start(last, item, part, examples);
                lane.forward(last, stages, wanted);
                feeds.get(item).loss().run(examples);
                lane.backward(last, stages, wanted);
            }
        });
        int to = last;
        for (Map.Entry<Integer, BatchStatistics> meeting :
                meetings.descendingMap().entrySet()) {
            meeting.getValue().mergeBack();
            Integer before = meetings.lowerKey(meeting.getKey());
            int start = before == null ? 0 : before;
            int end = to;
            together(stop, (item, wanted) -> lanes.get(item).backward(start, end, wanted));
            to = start;
        }
        right = feeds.stream().mapToInt(feed -> feed.loss().right()).sum();
        return (float) (feeds.stream().mapToDouble(feed -> feed.loss().loss()).sum() / count);
    }

    private void forward(int from, int to, Batch examples, Interruption stop) throws JobCancelled {
        together(stop, (item, wanted) -> {
            start(from, item, 0, examples);
            lanes.get(item).forward(from, to, wanted);
        });
    }

    private void start(int stage, int item, int part, Batch examples) {
        if (stage > 0) {
            return;
        }
        TrainingLane lane = lanes.get(item);
        if (part == 0) {
            lane.startStep(step);
        }
        lane.startPart(part);
        load(lane, feeds.get(item), examples.images(), examples.count());
    }

    private void load(TrainingLane lane, Feed feed, BatchSource images, int count) {
        int end = lane.first() + lane.images();
        if (end <= count) {
            images.copyTo(lane.first(), end, feed.room());
        } else {
            int each = feed.room().length / lane.images();
            float[] one = new float[each];
            for (int i = 0; i < lane.images(); i++) {
                int image = (lane.first() + i) % count;
                images.copyTo(image, image + 1, one);
                System.arraycopy(one, 0, feed.room(), i * each, each);
            }
        }
        NativeArrays.put(feed.room(), feed.input());
    }

    /** One lane's part of a step. */
    @FunctionalInterface
    private interface Part {
        /** @param wanted is asked between two layers */
        void run(int item, BooleanSupplier wanted);
    }

    private void together(Interruption stop, Part part) throws JobCancelled {
        workers.each(
                0,
                lanes.size(),
                lanes.size(),
                (lane, item) -> {
                    // Threads inside operations wait by spinning: measured ten times slower on a busy machine.
                    NativeSetup.threadsPerOperation(1);
                    part.run(item, stop.seenBy(lane));
                },
                Progress.NONE);
        stop.rethrow();
    }

    /** Whole or not at all: nobody stops it. */
    private void update(double rate) {
        try {
            together(
                    new Interruption(Progress.NONE),
                    (item, wanted) -> slices.get(item).step(rate, step));
        } catch (JobCancelled never) {
            throw new IllegalStateException("nobody cancels an update", never);
        }
    }

    /** The gradient of the mean loss, summed over the lanes, without a step: for tests. */
    float[] gradient(BatchSource images, int[] labels, int count) {
        return gradient(new Batch(images, labels, count));
    }

    /** The same of any examples. */
    float[] gradient(Batch examples) {
        try {
            run(examples, new Interruption(Progress.NONE));
        } catch (JobCancelled never) {
            throw new IllegalStateException("nobody cancels", never);
        }
        float[] sum = new float[Math.toIntExact(parameters.length())];
        float[] one = new float[sum.length];
        for (TrainingLane lane : lanes) {
            NativeArrays.get(lane.gradients(), one);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        return sum;
    }

    /** What the last step followed: the gradient over all lanes, with weight decay, without what is held. */
    float[] followed() {
        float[] gradient = new float[Math.toIntExact(parameters.length())];
        NativeArrays.get(lanes.get(0).gradients(), gradient);
        return gradient;
    }

    /** Whose each stage is. */
    List<String> layerOfStage() {
        return layerOfStage;
    }

    /** From now on, the first lane tells how long its stages take. */
    void time(StageTimes times) {
        lanes.get(0).time(times);
    }

    Parameters learned() {
        return parameters;
    }

    List<UpdateSlice> slices() {
        return slices;
    }

    /** A copy of what is learned so far. */
    TrainingState state() {
        return new TrainingState(
                parameters.copy(),
                meetings.values().stream().map(BatchStatistics::copy).toList());
    }

    /** The network with what is learned so far. */
    public Network trained() {
        return trained(state());
    }

    /** A new network; what the mask removes is zero in it where it is read, and as before where it is made. */
    Network trained(TrainingState state) {
        ComputationGraph copy = network.copyOfEngine();
        for (Layer layer : network.graph().layers()) {
            if (layer instanceof Layer.Weighted weighted && !mask.isEmpty()) {
                INDArray target = copy.getLayer(layer.name()).getParam(weighted.weights());
                target.assign(Nd4j.create(MaskedWeights.of(network, weighted).under(mask), target.shape(), 'c'));
            }
        }
        Parameters.write(parameters.weights(), state.parameters(), copy);
        int i = 0;
        for (BatchStatistics statistics : meetings.values()) {
            statistics.write(state.runningAverages().get(i++), copy);
        }
        try {
            return network.as(copy);
        } catch (Refused impossible) {
            throw new IllegalStateException("a trained network has the layers of the untrained one", impossible);
        }
    }

    @Override
    public void close() {
        slices.forEach(UpdateSlice::close);
        lanes.forEach(TrainingLane::close);
        parameters.close();
    }
}
