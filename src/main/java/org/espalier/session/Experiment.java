package org.espalier.session;

import java.util.BitSet;
import java.util.List;
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
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.Structure;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.pruning.Pick;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.espalier.training.FineTuner;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningRun;

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
    private final NetworkStore networks;
    private final DataSet data;
    private final Examples validation;
    private final Evaluators evaluators;
    private final Cost denseCost;
    private final List<String> doubts;
    private final Rankings rankings;

    private Experiment(
            ModelSource source, NetworkStore networks, DataSet data, Examples validation, EngineSettings settings) {
        this.source = source;
        this.networks = networks;
        this.network = networks.opened();
        this.rankings = new Rankings(networks);
        this.data = data;
        this.validation = validation;
        this.evaluators = new Evaluators(networks, data, validation, settings);
        this.doubts = Doubts.of(source, network);
        this.denseCost = Cost.of(network, PruningMask.NONE);
    }

    /** @throws Refused where the model or the data cannot be used, or they do not fit each other */
    public static Experiment open(ModelSource source, DataSet data, EngineSettings settings) throws Refused {
        return open(source, data, settings, CheckpointFolder.ofThisUser());
    }

    /** @param checkpoints where networks go that are not used any more for now */
    static Experiment open(ModelSource source, DataSet data, EngineSettings settings, CheckpointFolder checkpoints)
            throws Refused {
        Examples validation = data.examples(Split.VALIDATION);
        Network network = source.read(new Shape(validation.height(), validation.width(), validation.channels()));
        if (network.graph().classes() != data.classes()) {
            throw new Refused(
                    "session.other-classes", source.name(), network.graph().classes(), data.name(), data.classes());
        }
        return new Experiment(source, new NetworkStore(network, checkpoints), data, validation, settings);
    }

    public ModelSource source() {
        return source;
    }

    /** The network as it was opened. Trainings change its values, removals of layers its structure too. */
    public Network network() {
        return network;
    }

    /** What the network with certain weights is made of; may be read from anywhere. */
    public Structure structure(Weights weights) {
        return networks.structure(weights);
    }

    /** What of it can go as a whole; may be read from anywhere. */
    public LayerRemovals removals(Weights weights) {
        return networks.removals(weights);
    }

    /**
     * What a state becomes without a part of its network. Belongs on the engine thread.
     *
     * @param removal one of {@link #removals} of the state's weights
     * @throws Refused where the smaller network cannot be run, or does not answer as was previewed; nothing has changed then
     */
    public SessionState without(SessionState from, LayerRemoval removal, Progress progress)
            throws Refused, JobCancelled {
        return new StateRemoval(this, networks, from, removal).run(progress);
    }

    /**
     * The network with certain weights. Belongs on the engine thread: it may have to be read from a file.
     *
     * @throws Refused where that file is gone
     */
    public Network network(Weights weights) throws Refused {
        return networks.get(weights);
    }

    /** Takes in what a training has made of a state. */
    SessionState trained(Network trained, SessionState begin, Step.Trained step) throws Refused {
        Weights weights = networks.add(trained, begin, step);
        PruningPlan plan = begin.plan();
        scores(weights, plan.granularity(), plan.criterion());
        return new SessionState(step, plan, begin.mask(), begin.cost(), weights);
    }

    /** Why older networks could not be written to files, told once; empty where they could. */
    String trouble() {
        return networks.trouble();
    }

    public DataSet data() {
        return data;
    }

    /** How many images the sliders explore on. */
    public int validationImages() {
        return validation.size();
    }

    /** What the user should know of the network, in sentences. */
    public List<String> doubts() {
        return doubts;
    }

    public Cost denseCost() {
        return denseCost;
    }

    /** The ranking of the opened network under a criterion; made on first use, which takes time. */
    public Scores scores(Granularity granularity, Criterion criterion) {
        try {
            return scores(Weights.OPENED, granularity, criterion);
        } catch (Refused never) {
            throw new IllegalStateException("the opened network is in memory", never);
        }
    }

    /**
     * The ranking of certain weights; made on first use, which takes time and belongs on the engine thread.
     *
     * @throws Refused where the weights were in a file that is gone
     */
    public Scores scores(Weights weights, Granularity granularity, Criterion criterion) throws Refused {
        return rankings.of(weights, granularity, criterion);
    }

    /** Whether the ranking that a plan goes by has been made already. */
    boolean hasScores(Weights weights, PruningPlan plan) {
        return rankings.has(weights, plan);
    }

    /** The ranking that a plan goes by, which has been made already. */
    Scores madeScores(Weights weights, PruningPlan plan) {
        return rankings.made(weights, plan);
    }

    /** The state to begin with: everything is kept. */
    public SessionState opened() {
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, SEED);
        return new SessionState(
                new Step.Opened(network.name(), data.name()), plan, PruningMask.NONE, denseCost, Weights.OPENED);
    }

    /**
     * What a hand's picks make of a state.
     *
     * @throws Refused where a unit cannot go because a layer would have none left
     */
    SessionState picked(SessionState from, Step.Picked step) throws Refused {
        int[] behind = structure(from.weights()).units().behind(step.layer().name());
        BitSet units = new BitSet();
        step.channels().stream().forEach(channel -> units.set(behind[channel]));
        PruningPlan plan = from.plan().with(from.plan().picks().with(units, step.pick()));
        SessionState next = state(step, plan, from.weights());
        if (step.pick() == Pick.REMOVED
                && units.stream().anyMatch(unit -> !next.mask().removesUnit(unit))) {
            throw new Refused("session.pick-empties", step.layer().name());
        }
        return next;
    }

    /** What a plan makes of the network with these weights, whose ranking has been made already. */
    SessionState state(Step step, PruningPlan plan, Weights weights) {
        Structure structure = structure(weights);
        PruningMask mask = plan.select(structure, madeScores(weights, plan));
        return new SessionState(step, plan, mask, Cost.of(structure, mask), weights);
    }

    /** What a plan makes of the network as it was opened. Its ranking is made if it was not yet, which takes time. */
    public SessionState pruned(PruningPlan plan) {
        scores(plan.granularity(), plan.criterion());
        return state(opened().step(), plan, Weights.OPENED);
    }

    /**
     * The same for the network of a state.
     *
     * @throws Refused where it was in a file that is gone
     */
    public SessionState pruned(SessionState from, PruningPlan plan) throws Refused {
        scores(from.weights(), plan.granularity(), plan.criterion());
        return state(from.step(), plan, from.weights());
    }

    /**
     * What a plan's shares mean and come to in the network of a state. Its ranking is made if it was not yet, which takes
     * time.
     *
     * @throws Refused where it was in a file that is gone
     */
    public Shares shares(SessionState of, PruningPlan plan) throws Refused {
        scores(of.weights(), plan.granularity(), plan.criterion());
        return shares(plan, of.weights());
    }

    /** The same for certain weights, whose ranking has been made already. */
    Shares shares(PruningPlan plan, Weights weights) {
        return rankings.shares(weights, plan);
    }

    /** Measures the dense network on the validation images. */
    public Evaluation dense(Progress progress) throws JobCancelled {
        return evaluators.dense(progress);
    }

    /** Makes memory ready for what measuring will keep, while nobody waits. */
    void warm(Progress progress) throws JobCancelled {
        evaluators.warm(progress);
    }

    /** Measures a mask on the validation images. */
    public Evaluation evaluate(PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws JobCancelled {
        return evaluators.evaluate(mask, progress, soFar);
    }

    /**
     * Measures a mask on the validation images, with certain weights; differences are to the dense network that was opened.
     *
     * @throws Refused where the weights were in a file that is gone
     */
    public Evaluation evaluate(Weights weights, PruningMask mask, Progress progress, Consumer<? super Evaluation> soFar)
            throws Refused, JobCancelled {
        return evaluators.evaluate(weights, mask, progress, soFar);
    }

    /** The evaluator of certain weights on the validation images, which compares with the dense network. */
    Evaluator evaluator(Weights weights, Progress progress) throws Refused, JobCancelled {
        return evaluators.of(weights, progress);
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
        return evaluators.withoutCache();
    }

    Examples validation() {
        return validation;
    }

    Workers workers() {
        return evaluators.workers();
    }

    /** What is kept of earlier measurements on the validation images. */
    public CacheUse cacheUse() {
        return evaluators.cacheUse();
    }

    /** Measures a mask on certain weights with the test images, which are read now if they never were. */
    public Evaluation evaluateOnTest(Weights weights, PruningMask mask, Progress progress)
            throws Refused, JobCancelled {
        return evaluators.onTest(weights, mask, progress);
    }

    /**
     * Makes a training ready, with what a mask silences held, on the training images; the validation images choose.
     *
     * @param from a network of this experiment's layers
     * @param own do the work
     * @throws Refused where there are no training images, or they cannot train this network
     */
    TuningRun tune(Network from, PruningMask mask, FineTuning settings, Workers own) throws Refused {
        return new FineTuner(from, mask, own, network).start(data.examples(Split.TRAINING), validation, settings);
    }

    /** Measures with more or less of the machine from now on; what is kept is given up. */
    void use(EngineSettings other) {
        evaluators.use(other);
    }

    /** How much of the machine measuring takes. */
    EngineSettings settings() {
        return evaluators.settings();
    }

    @Override
    public void close() {
        evaluators.close();
        networks.close();
    }
}
