package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.measure.CacheUse;
import org.espalier.measure.Comparison;
import org.espalier.measure.Cost;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.measure.Evaluator;
import org.espalier.measure.SensitivitySweep;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A network on a data set: what does not change while the user prunes.
 *
 * <p>Opening, ranking and evaluating belong on the engine thread; the rest may be read from anywhere.
 */
public final class Experiment implements AutoCloseable {

    /** Of everything that is drawn by chance: the order of examples, the random criterion. */
    public static final long SEED = 20_260_101;

    private final ModelSource source;
    private final Network network;
    private final DataSet data;
    private final Examples validation;
    private volatile EngineSettings settings;
    private volatile Workers workers;
    private volatile Evaluator evaluator;
    private final Cost denseCost;
    private final long brokenParameters;
    private final Map<Ranked, Scores> scores = new ConcurrentHashMap<>();
    private @Nullable Evaluator testEvaluator;

    private record Ranked(Granularity granularity, Criterion criterion) {}

    private Experiment(
            ModelSource source, Network network, DataSet data, Examples validation, EngineSettings settings) {
        this.source = source;
        this.network = network;
        this.data = data;
        this.validation = validation;
        this.settings = settings;
        this.workers = new Workers(settings.threads());
        this.evaluator = new Evaluator(network, validation, SEED, settings, workers);
        this.brokenParameters = network.brokenParameters();
        this.denseCost = Cost.of(network, PruningMask.NONE);
    }

    /** @throws Refused where the model or the data cannot be used, or they do not fit each other */
    public static Experiment open(ModelSource source, DataSet data, EngineSettings settings) throws Refused {
        Examples validation = data.examples(Split.VALIDATION);
        Network network = source.read(new Shape(validation.height(), validation.width(), validation.channels()));
        if (network.graph().classes() != data.classes()) {
            throw new Refused(
                    "session.other-classes", source.name(), network.graph().classes(), data.name(), data.classes());
        }
        return new Experiment(source, network, data, validation, settings);
    }

    public ModelSource source() {
        return source;
    }

    public Network network() {
        return network;
    }

    public DataSet data() {
        return data;
    }

    /** How many images the sliders explore on. */
    public int validationImages() {
        return validation.size();
    }

    /** How many of the network's parameters are not numbers, or infinite. */
    public long brokenParameters() {
        return brokenParameters;
    }

    public Cost denseCost() {
        return denseCost;
    }

    /** The ranking under a criterion; made on first use, which takes time. */
    public Scores scores(Granularity granularity, Criterion criterion) {
        return scores.computeIfAbsent(
                new Ranked(granularity, criterion), key -> Scores.of(network, granularity, criterion, SEED));
    }

    /** The ranking if it has been made already. */
    public @Nullable Scores knownScores(Granularity granularity, Criterion criterion) {
        return scores.get(new Ranked(granularity, criterion));
    }

    /** Measures the dense network on the validation images. */
    public Evaluation dense(Progress progress) throws JobCancelled {
        return evaluator.dense(progress);
    }

    /** Makes memory ready for what measuring will keep, while nobody waits. */
    void warm(Progress progress) throws JobCancelled {
        evaluator.warm(progress);
    }

    /** Measures a mask on the validation images. */
    public Evaluation evaluate(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws JobCancelled {
        return mask.isEmpty() ? evaluator.dense(progress) : evaluator.evaluate(mask, progress, soFar);
    }

    /**
     * Prunes each target alone, at each share.
     *
     * @param soFar takes each result as it comes
     */
    public List<SensitivitySweep.Result> sweep(
            Granularity granularity,
            Criterion criterion,
            List<Double> shares,
            Progress progress,
            Consumer<? super SensitivitySweep.Result> soFar)
            throws JobCancelled {
        Scores ranking = scores(granularity, criterion);
        PruningPlan dense = PruningPlan.keepAll(granularity, criterion, SEED);
        List<SensitivitySweep.Trial> trials = new ArrayList<>();
        for (String target : ranking.targets()) {
            for (double share : shares) {
                PruningMask mask = dense.withShare(target, share).select(network, ranking);
                trials.add(new SensitivitySweep.Trial(target, share, mask));
            }
        }
        return SensitivitySweep.run(evaluator, trials, progress, soFar);
    }

    /** Runs this network and another on the validation images. */
    public Comparison compareWith(Network other, Progress progress) throws JobCancelled {
        return Comparison.of(network, other, validation, progress);
    }

    /** Measures sizes and latency of another network beside this one's. */
    public Weighed weigh(Network other, Progress progress) throws JobCancelled {
        return Weighing.weigh(network, other, validation, progress);
    }

    /** Another evaluator on the validation images, which keeps nothing from run to run. */
    Evaluator withoutCache() {
        return new Evaluator(network, validation, SEED, new EngineSettings(settings.threads(), 0), workers);
    }

    Examples validation() {
        return validation;
    }

    Workers workers() {
        return workers;
    }

    /** What is kept of earlier measurements on the validation images. */
    public CacheUse cacheUse() {
        return evaluator.cacheUse();
    }

    /** Measures a mask on the test images, which are read now if they never were. */
    public Evaluation evaluateOnTest(PruningMask mask, Progress progress) throws Refused, JobCancelled {
        if (testEvaluator == null) {
            testEvaluator = new Evaluator(network, data.examples(Split.TEST), SEED, settings, workers);
        }
        return testEvaluator.evaluate(mask, progress, soFar -> {});
    }

    /** Measures with more or less of the machine from now on; what is kept is given up. */
    void use(EngineSettings other) {
        close();
        testEvaluator = null;
        settings = other;
        workers = new Workers(other.threads());
        evaluator = new Evaluator(network, validation, SEED, other, workers);
    }

    @Override
    public void close() {
        evaluator.close();
        if (testEvaluator != null) {
            testEvaluator.close();
        }
        workers.close();
    }
}
