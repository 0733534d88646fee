package org.espalier.session;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.Dl4jReference;
import org.espalier.measure.Evaluator;
import org.espalier.measure.MachinePeak;
import org.espalier.measure.NativeMemory;
import org.espalier.measure.TimeProfile;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.pruning.Selection;
import org.espalier.text.Refused;

/**
 * How fast the engine is on this machine: medians of wall times, to be read as ratios of one run.
 *
 * <p>Each figure has a path, such as {@code slider.conv2.exactMsMedian}.
 */
public final class Benchmark {

    private static final int ROUNDS = 9;
    private static final int SLIDER_STEPS = 50;
    private static final List<Double> LEVELS = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private final Experiment experiment;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Consumer<? super String> news;

    /** @param news takes the path of each figure once it is known */
    public Benchmark(Experiment experiment, Consumer<? super String> news) {
        this.experiment = experiment;
        this.news = news;
    }

    /** All figures so far, by path. */
    public Map<String, Object> figures() {
        return figures;
    }

    public Object figure(String path) {
        Object known = figures.get(path);
        if (known == null) {
            throw new IllegalArgumentException("there is no figure " + path);
        }
        return known;
    }

    /** Adds a figure. Of real numbers, four digits are kept: more would be noise. */
    public void put(String path, Object figure) {
        figures.put(path, figure instanceof Double number ? rounded(number) : figure);
        news.accept(path);
    }

    /** The dense network on all validation images, nothing reused. */
    public void evaluate() throws JobCancelled {
        MachinePeak peak = MachinePeak.measure(experiment.workers());
        put("machine.gemmGflops", peak.product());
        put("machine.convolutionGflops", peak.convolution());
        int images = experiment.validationImages();
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        try (Evaluator evaluator = experiment.withoutCache()) {
            evaluator.dense(Progress.NONE);
            for (int round = 0; round < ROUNDS; round++) {
                double before = cpuSeconds();
                seconds.add(evaluator
                        .evaluate(PruningMask.NONE, Progress.NONE, part -> {})
                        .seconds());
                cpu.add(cpuSeconds() - before);
            }
        }
        double median = quantile(seconds, 0.5);
        double gflops = 2.0 * experiment.denseCost().multiplyAdds() * images / median / 1e9;
        put("evaluate.images", images);
        put("evaluate.seconds", median);
        put("evaluate.cpuMicrosPerImage", quantile(cpu, 0.5) * 1e6 / images);
        put("evaluate.gflops", gflops);
        put("evaluate.shareOfPeak", gflops / Math.max(peak.product(), peak.convolution()));
    }

    /** The same through DL4J's {@code output()}, as it is set up in this process. */
    public void dl4j() throws JobCancelled {
        Dl4jReference answer = Dl4jReference.measure(experiment.network(), experiment.validation(), Progress.NONE);
        put("dl4j.seconds", answer.seconds());
        put("dl4j.correct", answer.correct());
    }

    /** What the time of one thread goes to, and how much of it no step of a slider can save. */
    public void profile() {
        TimeProfile profile = TimeProfile.measure(experiment.network(), experiment.validation());
        put("profile.imagesAtOnce", profile.imagesAtOnce());
        put("profile.microsPerImage", profile.micros());
        for (TimeProfile.LayerTime time : profile.layers()) {
            put("profile." + time.layer() + ".microsPerImage", time.micros());
            put("profile." + time.layer() + ".part", time.part());
            put("profile." + time.layer() + ".gflops", time.gflops());
        }
        Scores scores = experiment.scores(Granularity.UNITS, Criterion.L1);
        PruningPlan dense = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
        for (String target : scores.targets()) {
            PruningMask mask =
                    dense.withShare(target, PruningPlan.LARGEST_SHARE).select(experiment.network(), scores);
            put("slider." + target + ".partToRunAgain", profile.partReachedBy(mask));
        }
    }

    /** Positions of each layer's slider, one behind the other, as a hand drags it. */
    public void sliders() throws JobCancelled {
        experiment.dense(Progress.NONE);
        try (Evaluator plain = experiment.withoutCache()) {
            plain.dense(Progress.NONE);
            for (Granularity granularity : Granularity.values()) {
                Scores scores = experiment.scores(granularity, Criterion.L1);
                for (String target : scores.targets()) {
                    slider(granularity, target, scores, plain);
                }
            }
        }
    }

    /** @param plain runs the whole network in between, so that both are measured under the same load */
    private void slider(Granularity granularity, String target, Scores scores, Evaluator plain) throws JobCancelled {
        PruningPlan dense = PruningPlan.keepAll(granularity, Criterion.L1, Experiment.SEED);
        List<Double> first = new ArrayList<>();
        List<Double> exact = new ArrayList<>();
        experiment.evaluate(PruningMask.NONE, Progress.NONE, part -> {});
        List<Double> whole = new ArrayList<>();
        for (int step = 1; step <= SLIDER_STEPS; step++) {
            double share = PruningPlan.LARGEST_SHARE * step / SLIDER_STEPS;
            long start = System.nanoTime();
            PruningMask mask = dense.withShare(target, share).select(experiment.network(), scores);
            double[] firstMs = {0};
            experiment.evaluate(
                    mask, Progress.NONE, part -> firstMs[0] = firstMs[0] == 0 ? msSince(start) : firstMs[0]);
            exact.add(msSince(start));
            first.add(firstMs[0] == 0 ? msSince(start) : firstMs[0]);
            if (step % 5 == 0) {
                whole.add(plain.evaluate(PruningMask.NONE, Progress.NONE, part -> {})
                        .seconds());
            }
        }
        String path = granularity == Granularity.UNITS ? "slider." + target : "slider.weights." + target;
        put(path + ".firstMsMedian", quantile(first, 0.5));
        put(path + ".firstMsP95", quantile(first, 0.95));
        put(path + ".exactMsMedian", quantile(exact, 0.5));
        put(path + ".exactMsP95", quantile(exact, 0.95));
        put(path + ".wholeMsMedian", quantile(whole, 0.5) * 1000);
        put(path + ".exactMsAtStart", quantile(exact.subList(2, 12), 0.5));
        put(path + ".exactMsAtThreeQuarters", quantile(exact.subList(37, 42), 0.5));
    }

    /** Every prunable layer at ten levels. */
    public void sweeps() throws Refused, JobCancelled {
        for (Granularity granularity : Granularity.values()) {
            long start = System.nanoTime();
            PruningPlan dense = PruningPlan.keepAll(granularity, Criterion.L1, Experiment.SEED);
            new Sweep(experiment.opened(), dense, ShareOf.UNITS, LEVELS).run(experiment, Progress.NONE, result -> {});
            String name = granularity == Granularity.UNITS ? "filters" : "weights";
            put("sweep." + name + ".seconds", msSince(start) / 1000);
        }
    }

    /** The k smallest of many. */
    public void selections() {
        for (int size : new int[] {1_000_000, 10_000_000}) {
            SplittableRandom random = new SplittableRandom(1);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) Math.abs(random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
            }
            List<Double> ms = new ArrayList<>();
            Selection selection = new Selection();
            for (int round = 0; round < 2 * ROUNDS; round++) {
                long start = System.nanoTime();
                selection.smallest(values, size / 2);
                ms.add(msSince(start));
            }
            put("select." + size + ".ms", quantile(ms.subList(ROUNDS, ms.size()), 0.5));
        }
    }

    /** How many times longer the other ways take, and what part of a whole evaluation a slider's step takes. */
    public void ratios() {
        double whole = number("evaluate.seconds");
        put("ratio.dl4jAsShipped", number("dl4j.seconds") / whole);
        put("ratio.dl4jRepaired", number("dl4jRepaired.seconds") / whole);
        for (String path : List.copyOf(figures.keySet())) {
            if (path.startsWith("slider.") && path.contains(".exactMs") && !path.endsWith("P95")) {
                String slider = path.substring(0, path.indexOf(".exactMs"));
                put(
                        "ratio." + path.replace("Ms", "PartOfEvaluation"),
                        number(path) / number(slider + ".wholeMsMedian"));
            }
        }
    }

    private double number(String path) {
        return ((Number) figure(path)).doubleValue();
    }

    /** What is taken now, after everything above. */
    public void memory() {
        Runtime runtime = Runtime.getRuntime();
        put("memory.heapMb", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        put("memory.offHeapMb", (NativeMemory.residentBytes() - runtime.totalMemory()) >> 20);
        put("memory.cacheMb", experiment.cacheUse().bytes() >> 20);
    }

    private static double msSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    /** The value below which so large a share of some values lies, the nearest of them; 0.5 is the median. */
    public static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    private static Object rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
                : "unknown";
    }
}
