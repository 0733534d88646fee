package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.espalier.data.DataSet;
import org.espalier.job.JobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelSource;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.jspecify.annotations.Nullable;

/**
 * The experiment under the user's hands: what is open, what is current, what is being dragged.
 *
 * <p>Used by one thread, the one on which the {@link JobRunner} hands results back. Nothing here takes
 * longer than a frame; the work is in jobs.
 */
public final class Session {

    /** Where the data set of an opening comes from; reading it may take time. */
    @FunctionalInterface
    public interface DataSource {
        DataSet read() throws Refused;
    }

    private final JobRunner runner;
    private final Supplier<CheckpointFolder> checkpoints;
    private EngineSettings settings;
    private final Measuring measuring;
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final Locks locks = new Locks();
    private final TestSet tests;
    private @Nullable Experiment experiment;
    private @Nullable History history;
    private final Hand hand = new Hand();
    private final Tuning tuning;

    public Session(JobRunner runner) {
        this(runner, EngineSettings.ofThisMachine());
    }

    public Session(JobRunner runner, EngineSettings settings) {
        this(runner, settings, CheckpointFolder::ofThisUser);
    }

    /** @param checkpoints where networks go that are not used any more for now */
    Session(JobRunner runner, EngineSettings settings, Supplier<CheckpointFolder> checkpoints) {
        this.runner = runner;
        this.checkpoints = checkpoints;
        this.settings = settings;
        this.measuring = new Measuring(runner);
        this.tests = new TestSet(runner);
        this.tuning = new Tuning(runner, this::tuned, () -> tell(Change.TUNING));
    }

    public void addListener(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Opens a network on a data set. Until it is read, and if it is refused, what is open stays open. */
    public JobRunner.Running open(ModelSource source, DataSource data) {
        return runner.submit(
                Text.of("session.job.opening", source.name()),
                (progress, soFar) -> {
                    Experiment opened = Experiment.open(source, data.read(), settings, checkpoints.get());
                    opened.scores(Granularity.UNITS, Criterion.L1);
                    return opened;
                },
                this::opened);
    }

    private void opened(Experiment next) {
        Experiment before = experiment;
        measuring.cancel();
        tuning.forget();
        experiment = next;
        PruningPlan plan = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
        Step step = new Step.Opened(next.network().name(), next.data().name());
        history = new History(new SessionState(step, plan, PruningMask.NONE, next.denseCost(), Weights.OPENED));
        hand.forget();
        tests.clear();
        locks.clear();
        if (before != null) {
            // Behind everything queued, so that nobody uses what is closed.
            runner.submit(
                    Text.of("session.job.closing"),
                    (progress, soFar) -> {
                        before.close();
                        return before;
                    },
                    closed -> {});
        }
        tell(Change.OPENED, Change.HISTORY, Change.SHOWN);
        measureDense();
    }

    private void measureDense() {
        Experiment on = experiment();
        SessionState first = history().first().state();
        measuring.dense(on, dense -> {
            if (on == experiment) {
                measured(first, dense);
                if (hand.isEmpty()) {
                    measuring.getReady(on);
                }
            }
        });
    }

    /** Measures with more or less of the machine from now on. */
    public void use(EngineSettings other) {
        settings = other;
        if (experiment != null) {
            measuring.use(experiment, other, this::evaluateShown);
        }
    }

    public boolean isOpen() {
        return experiment != null;
    }

    /** @throws IllegalStateException where nothing is open yet */
    public Experiment experiment() {
        if (experiment == null) {
            throw new IllegalStateException("nothing is open");
        }
        return experiment;
    }

    public History history() {
        if (history == null) {
            throw new IllegalStateException("nothing is open");
        }
        return history;
    }

    /** The state under the hand, or else the current one. */
    public Shown shown() {
        return hand.shown(history().current());
    }

    /** What was measured of the dense network; null until then. */
    public @Nullable Evaluation dense() {
        return history().first().evaluation();
    }

    /** The ranking that the shown state was cut by. */
    public Scores scores() {
        SessionState state = shown().state();
        return experiment().madeScores(state.weights(), state.plan());
    }

    /** Whether a layer's slider does anything in the current granularity. */
    public boolean isPrunable(String layer) {
        return scores().has(targetOf(layer));
    }

    /** What a layer's slider moves: the layer, or the group of coupled layers it belongs to. */
    public String targetOf(String layer) {
        return isCoupled(layer) ? experiment().network().units().groupOf(layer).name() : layer;
    }

    private boolean isCoupled(String layer) {
        return shown().state().plan().granularity() == Granularity.UNITS
                && experiment().network().graph().layer(layer).hasUnits();
    }

    /**
     * Shows what a share would do, without a step. Newer requests supersede older ones. No share is smaller than what is
     * gone for good.
     */
    public void preview(String layer, double share) {
        String target = targetOf(layer);
        if (isPrunable(layer) && !isLocked(layer)) {
            PruningPlan from = history().current().state().plan();
            double possible = Math.max(share, scores().smallestShare(target));
            preview(from.withShare(target, possible), new Step.Pruned(target, from.share(target), possible));
        }
    }

    /** Shows what one share for all targets that are not locked would do. */
    public void previewAll(double share) {
        PruningPlan plan = history().current().state().plan();
        for (String target : scores().targets()) {
            if (!isLocked(target)) {
                plan = plan.withShare(target, Math.max(share, scores().smallestShare(target)));
            }
        }
        preview(plan, new Step.PrunedAll(share));
    }

    private void preview(PruningPlan plan, Step step) {
        Shown before = shown();
        if (plan.equals(before.state().plan())) {
            return;
        }
        hand.take(SessionState.of(step, plan, before.state().weights(), experiment()), before.evaluation());
        tell(Change.SHOWN);
        evaluateShown();
    }

    /** Makes a step of what is under the hand. Where that is the current state again, nothing happens. */
    public void commit() {
        Shown held = shown();
        hand.drop();
        if (!held.isPreview()
                || held.state().plan().equals(history().current().state().plan())) {
            // A control may stand where nothing can be.
            tell(Change.SHOWN);
            evaluateShown();
            return;
        }
        push(held.state());
        if (held.evaluation() != null) {
            history().current().measured(held.evaluation());
        }
        tell(Change.HISTORY, Change.SHOWN);
    }

    /** Forgets what is under the hand. */
    public void abandonPreview() {
        if (!hand.isEmpty()) {
            hand.drop();
            tell(Change.SHOWN);
            evaluateShown();
        }
    }

    public void undo() {
        move(History::undo);
    }

    public void redo() {
        move(History::redo);
    }

    /** Goes to any state of the history. */
    public void goTo(int entry) {
        move(all -> all.goTo(entry));
    }

    private void move(Consumer<History> to) {
        hand.drop();
        to.accept(history());
        tell(Change.HISTORY, Change.SHOWN);
        evaluateShown();
    }

    /** Keeps everything again, as a new step, with the last weights that were trained without pruning, if any were. */
    public void reset() {
        abandonPreview();
        Weights whole = history().lastWholeWeights();
        step(
                new Step.Reset(),
                now -> new Aim(
                        PruningPlan.keepAll(now.plan.granularity(), now.plan.criterion(), now.plan.seed()), whole));
    }

    /** Ranks by another criterion and keeps the shares. */
    public void use(Criterion criterion) {
        step(new Step.RankedBy(criterion), now -> new Aim(now.plan.with(criterion), now.weights));
    }

    /** Cuts units or single weights from now on; all shares start at 0, or at what is gone for good. */
    public void use(Granularity granularity) {
        step(new Step.CutBy(granularity), now -> new Aim(now.plan.with(granularity), now.weights));
    }

    /** What a step leads to. */
    private record Aim(PruningPlan plan, Weights weights) {}

    /** While a ranking is made the user may go on, so the change is applied to the state that holds then. */
    private void step(Step step, UnaryOperator<Aim> change) {
        Experiment on = experiment();
        SessionState now = history().current().state();
        Aim from = new Aim(now.plan(), now.weights());
        Aim wanted = change.apply(from);
        if (wanted.equals(from)) {
            return;
        }
        if (on.hasScores(wanted.weights, wanted.plan)) {
            hand.drop();
            PruningPlan plan = wanted.plan.within(on.madeScores(wanted.weights, wanted.plan));
            push(SessionState.of(step, plan, wanted.weights, on));
            tell(Change.HISTORY, Change.SHOWN);
            evaluateShown();
        } else {
            runner.submit(
                    Text.of("session.job.ranking", Step.nameOf(wanted.plan.criterion())),
                    (progress, soFar) -> on.scores(wanted.weights, wanted.plan.granularity(), wanted.plan.criterion()),
                    ready -> {
                        if (on == experiment) {
                            step(step, change);
                        }
                    });
        }
    }

    private void push(SessionState state) {
        History.Entry entry = history().push(state);
        Evaluation dense = dense();
        if (state.mask().isEmpty() && state.weights().areOpened() && dense != null) {
            entry.measured(dense);
        }
    }

    public boolean isLocked(String layer) {
        return locks.holdAnyOf(behind(layer));
    }

    /** A locked layer is moved by no slider, its own or another; going through the history moves it. */
    public void lock(String layer, boolean on) {
        if (locks.set(behind(layer), on)) {
            tell(Change.LOCKS);
        }
    }

    /** The layers that a layer's slider moves. */
    private List<String> behind(String layer) {
        return isCoupled(layer) ? experiment().network().units().groupOf(layer).layers() : List.of(layer);
    }

    /** Measures the current state on the test images. It counts once there is an answer to be seen. */
    public void checkOnTest() {
        tests.check(experiment(), history().current(), () -> tell(Change.TEST));
    }

    /** The last answer of the test set; null if it was never asked. */
    public @Nullable TestCheck testCheck() {
        return tests.last();
    }

    public int testLooks() {
        return tests.looks();
    }

    /** Trains the current state on, with what is silenced held; one step in the history once it ends. */
    public void tune(FineTuning settings) {
        tuning.start(experiment(), history().current(), settings);
    }

    /** The training that goes on, or the last one. */
    public Tuning tuning() {
        return tuning;
    }

    /** A training has left a state: behind the one that it began with, and current if the user is still there. */
    private void tuned(History.Entry begin, SessionState state) {
        if (begin == history().current() && hand.isEmpty()) {
            push(state);
            evaluateShown();
        } else {
            history().branch(begin, state);
            measuring.once(experiment(), state, answer -> measured(state, answer));
        }
        tell(Change.HISTORY, Change.SHOWN);
    }

    private void evaluateShown() {
        Shown now = shown();
        if (now.evaluation() != null && now.evaluation().isComplete()) {
            measuring.cancel();
            return;
        }
        SessionState state = now.state();
        measuring.newest(experiment(), state, latest -> measured(state, latest), this::glimpsed);
    }

    private void measured(SessionState state, Evaluation latest) {
        hand.measured(state, latest);
        history().measured(state, latest);
        tell(Change.SHOWN);
        if (dense() == null && latest.isComplete()) {
            // The user had cancelled it; by now its answer is known and costs nothing.
            measureDense();
        }
    }

    private void glimpsed(Evaluation late) {
        if (late.denseAccuracy() == denseAccuracy() && hand.glimpsed(late)) {
            tell(Change.SHOWN);
        }
    }

    private double denseAccuracy() {
        Evaluation dense = dense();
        return dense == null ? -1 : dense.accuracy();
    }

    private void tell(Change... changes) {
        for (Change change : changes) {
            List.copyOf(listeners).forEach(listener -> listener.accept(change));
        }
    }
}
