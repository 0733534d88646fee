package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.measure.Cost;
import org.espalier.measure.NativeMemory;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.espalier.training.FineTuner;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TrainingProfile;
import org.espalier.training.TuningRun;

/**
 * How fast a network trains on this machine, and how much faster once half of each layer's units are cut out: epochs of
 * both in turn, so that both meet the same load. An epoch's time is that of its steps, without the validation behind it.
 */
public final class TrainingBenchmark implements AutoCloseable {

    public static final int BATCH = 128;

    /** Images in an epoch: as many as MNIST has. */
    private static final int IMAGES = 60_000;

    private static final double SHARE = 0.5;

    private final Benchmark figures;
    private final Examples images;
    private final Examples validation;
    private final Workers workers;
    private final Network network;
    private final Network smaller;
    private final TuningRun dense;
    private final TuningRun cut;
    private final double multiplyAddsRatio;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> cutSeconds = new ArrayList<>();
    private Memory atFirst = Memory.now();

    /** In bytes: what the process takes, what Java's heap may take of it, and what JavaCPP counts outside the heap. */
    private record Memory(long resident, long heap, long allocated) {

        static Memory now() {
            return new Memory(
                    NativeMemory.residentBytes(), Runtime.getRuntime().totalMemory(), NativeMemory.allocatedBytes());
        }
    }

    /**
     * @param figures takes what is found
     * @param turns how often each of the two trains an epoch
     * @throws Refused where there are no training images, or they cannot train this network
     */
    public TrainingBenchmark(Experiment experiment, Benchmark figures, int turns) throws Refused {
        this.figures = figures;
        Examples training = experiment.data().examples(Split.TRAINING);
        this.images = training.size() < IMAGES ? training.repeated(IMAGES) : training;
        this.validation = experiment.data().examples(Split.VALIDATION);
        this.network = experiment.network();
        PruningMask half = half(experiment);
        this.smaller = Surgeon.cut(network, half);
        this.multiplyAddsRatio = (double) experiment.denseCost().multiplyAdds()
                / Cost.of(network.structure(), half).multiplyAdds();
        this.workers = new Workers(experiment.settings().threads());
        LearningRate rate = new LearningRate.Constant(1e-3);
        FineTuning settings = new FineTuning(turns, BATCH, rate, Optimiser.adam(), 0, Experiment.SEED);
        this.dense = new FineTuner(network, PruningMask.NONE, workers).start(images, validation, settings);
        this.cut = new FineTuner(smaller, PruningMask.NONE, workers).start(images, validation, settings);
        figures.put("training.images", images.size());
        figures.put("training.repeated", training.size() < IMAGES);
        figures.put("training.batch", BATCH);
        figures.put("training.turns", turns);
    }

    private static PruningMask half(Experiment experiment) {
        Scores scores = experiment.scores(Granularity.UNITS, Criterion.L1);
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
        for (String target : scores.targets()) {
            plan = plan.withShare(target, SHARE);
        }
        return plan.select(experiment.network(), scores);
    }

    /** What it trains on: the training images, as often as it takes to be as many as MNIST has. */
    public Examples images() {
        return images;
    }

    /** What it measures behind each epoch. */
    public Examples validation() {
        return validation;
    }

    /** One epoch of the network, and one of the cut one. */
    public void turn() throws JobCancelled {
        seconds.add(epoch(dense));
        cutSeconds.add(epoch(cut));
        if (seconds.size() == 1) {
            atFirst = Memory.now();
            put("firstEpoch", atFirst);
        }
    }

    private static double epoch(TuningRun run) throws JobCancelled {
        while (run.measuresNext()) {
            run.next(Progress.NONE);
        }
        long start = System.nanoTime();
        while (!run.measuresNext()) {
            run.next(Progress.NONE);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** What the turns so far say. */
    public void end() {
        double median = Benchmark.quantile(seconds, 0.5);
        figures.put("training.seconds", median);
        figures.put("training.imagesPerSecond", images.size() / median);
        figures.put("training.cut.seconds", Benchmark.quantile(cutSeconds, 0.5));
        double faster = Benchmark.quantile(ratios(seconds, cutSeconds), 0.5);
        figures.put("training.cut.multiplyAddsRatio", multiplyAddsRatio);
        figures.put("training.cut.timeRatio", faster);
        figures.put("training.cut.part", faster / multiplyAddsRatio);
        Memory last = Memory.now();
        put("lastEpoch", last);
        put(
                "growth",
                new Memory(
                        last.resident - atFirst.resident,
                        last.heap - atFirst.heap,
                        last.allocated - atFirst.allocated));
    }

    private void put(String name, Memory memory) {
        figures.put("training.memory." + name + ".residentMb", memory.resident >> 20);
        figures.put("training.memory." + name + ".heapMb", memory.heap >> 20);
        figures.put("training.memory." + name + ".allocatedKb", memory.allocated >> 10);
    }

    /** Where the time of a step goes on one thread, of the network and of the cut one. */
    public void profile() throws Refused, JobCancelled {
        put("training.profile.", network);
        put("training.cut.profile.", smaller);
    }

    private void put(String path, Network of) throws Refused, JobCancelled {
        TrainingProfile profile = TrainingProfile.measure(of, images, BATCH);
        profile.micros().forEach((layer, micros) -> {
            figures.put(path + layer + ".microsPerImage", micros);
            figures.put(path + layer + ".part", profile.part(layer));
        });
        figures.put(path + "rest.microsPerImage", profile.restMicros());
    }

    /** How many times longer the others' epochs took, each against ours of the same turn. */
    public void compare(String peer, List<Double> theirs) {
        List<Double> ratios = ratios(theirs, seconds);
        figures.put("peer.training." + peer + ".seconds", Benchmark.quantile(theirs, 0.5));
        figures.put("peer.training." + peer + ".ratio", Benchmark.quantile(ratios, 0.5));
        figures.put("peer.training." + peer + ".leastRatio", Benchmark.quantile(ratios, 0));
    }

    private static List<Double> ratios(List<Double> of, List<Double> to) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < of.size(); turn++) {
            ratios.add(of.get(turn) / to.get(turn));
        }
        return ratios;
    }

    @Override
    public void close() {
        dense.close();
        cut.close();
        workers.close();
    }
}
