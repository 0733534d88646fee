package org.espalier.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.espalier.data.DataSet;
import org.espalier.job.JobRunner;
import org.espalier.job.LatestJob;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.pruning.Pick;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningChoice;
import org.jspecify.annotations.Nullable;

/**
 * The experiment under the user's hands: what is open, what is current, what is being dragged.
 *
 * <p>Used by one thread, the one on which the {@link JobRunner} hands results back. Nothing here takes
 * longer than a frame; the work is in jobs.
 */
public final class Session extends OpenExperiment {

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
    private final RankedSteps rankedSteps;
    private final Tuning tuning;
    private final LayerRemoving removing;
    private final LatestJob paths;
    private History.@Nullable Entry aside;

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
        this.paths = new LatestJob(runner);
        this.rankedSteps =
                new RankedSteps(runner, this::experiment, () -> history().current(), this::step);
        this.removing = new LayerRemoving(runner, this::exploration, this::hold, this::step);
        this.tuning = new Tuning(
                runner,
                new Tuning.Receiver() {
                    @Override
                    public History.Entry take(History.Entry begin, SessionState left) {
                        History.Entry added = exploration().add(begin, left);
                        aside = added == history().current() ? null : added;
                        tell(Change.HISTORY, Change.SHOWN);
                        return added;
                    }

                    @Override
                    public void takeControl(History.Entry begin, SessionState left) {
                        exploration().branch(begin, left);
                        tell(Change.HISTORY, Change.SHOWN);
                    }
                },
                () -> tell(Change.TUNING));
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
        tuning.forget();
        removing.cancel();
        Exploration before = explored();
        Exploration now = new Exploration(next, measuring, () -> tell(Change.SHOWN));
        explore(now);
        tests.clear();
        locks.clear();
        if (before != null) {
            before.end();
            measuring.close(before.experiment());
        }
        tell(Change.OPENED, Change.HISTORY, Change.SHOWN);
        now.measureDense();
    }

    /** Measures with more or less of the machine from now on. */
    public void use(EngineSettings other) {
        settings = other;
        Exploration now = explored();
        if (now != null) {
            measuring.use(now.experiment(), other, now::measureShown);
        }
    }

    /**
     * Shows what a share of a layer's units would do, without a step. Newer requests supersede older ones. No share is
     * smaller than what is gone for good.
     */
    public void preview(String layer, double share) {
        preview(layer, ShareOf.UNITS, share);
    }

    /** The same for a share of anything. */
    public void preview(String layer, ShareOf of, double share) {
        if (isPrunable(layer) && !isLocked(layer)) {
            preview(Move.one(shares(), plan(), targetOf(layer), of, share));
        }
    }

    /**
     * Shows what one share for all targets that are not locked would do.
     *
     * @param share of the units of each, or of what the whole network has
     */
    public void previewAll(ShareOf of, double share) {
        preview(Move.all(shares(), plan(), freeTargets(), of, share));
    }

    /** The targets that the slider of all moves: those that are not locked. */
    public Set<String> freeTargets() {
        Set<String> free = new LinkedHashSet<>(scores().targets());
        free.removeIf(this::isLocked);
        return Collections.unmodifiableSet(free);
    }

    private void preview(Move move) {
        SessionState pictured = pictured();
        if (pictured == shown().state() && move.plan().equals(pictured.plan())) {
            return;
        }
        removing.cancel();
        hold(experiment().state(move.step(), move.plan(), pictured.weights()));
    }

    private void hold(SessionState next) {
        exploration().hand().take(next, shown().evaluation());
        tell(Change.SHOWN);
        exploration().measureShown();
    }

    /** Removes layers and blocks as a whole. */
    public LayerRemoving removing() {
        return removing;
    }

    /** Makes a step of what is under the hand. Where that is the current state again, nothing happens. */
    public void commit() {
        Shown held = exploration().hand().shown();
        if (held == null) {
            // A control may stand where nothing can be.
            tell(Change.SHOWN);
            return;
        }
        if (held.state().plan().equals(plan()) || held.state() != pictured()) {
            abandonPreview();
            return;
        }
        exploration().push(held.state(), held.evaluation());
        tell(Change.HISTORY, Change.SHOWN);
    }

    /** Forgets what is under the hand. */
    public void abandonPreview() {
        removing.cancel();
        if (!exploration().hand().isEmpty()) {
            exploration().hand().drop();
            tell(Change.SHOWN);
            exploration().measureShown();
        }
    }

    /**
     * Removes or keeps units by hand, or leaves them to the ranking again, as one step. Nothing where the layer is
     * locked, or its units cannot be cut, or that is how it is.
     *
     * @param channels of the layer, counted from 0
     * @throws Refused where a layer would have no unit left; nothing has changed then
     */
    public void pick(String layer, BitSet channels, Pick pick) throws Refused {
        SessionState from = history().current().state();
        if (from.plan().granularity() != Granularity.UNITS || !isPrunable(layer) || isLocked(layer)) {
            return;
        }
        SessionState next =
                experiment().picked(from, new Step.Picked(structure().graph().layer(layer), channels, pick));
        if (!next.plan().equals(from.plan())) {
            step(next);
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
        removing.cancel();
        exploration().hand().drop();
        to.accept(history());
        tell(Change.HISTORY, Change.SHOWN);
        exploration().measureShown();
    }

    /** Keeps everything again, as a new step, with the last weights that were trained with everything there. */
    public void reset() {
        Weights whole = history().lastWholeWeights();
        abandonPreview();
        rankedSteps.take(new Step.Reset(), now -> new Aim(now.plan().keepingAll(), whole));
    }

    /** Keeps so much of each layer from now on. */
    public void use(Guards guards) {
        rankedSteps.take(new Step.GuardedBy(guards), now -> now.with(now.plan().with(guards)));
    }

    /** Ranks by another criterion and keeps the shares. */
    public void use(Criterion criterion) {
        rankedSteps.take(
                new Step.RankedBy(criterion), now -> now.with(now.plan().with(criterion)));
    }

    /** Cuts units or single weights from now on; all shares start at 0, or at what is gone for good. */
    public void use(Granularity granularity) {
        rankedSteps.take(new Step.CutBy(granularity), now -> now.with(now.plan().with(granularity)));
    }

    private void step(SessionState next) {
        Shown held = shown();
        boolean isKnown = held.state().weights().equals(next.weights())
                && held.state().mask().equals(next.mask());
        exploration().push(next, isKnown ? held.evaluation() : null);
        tell(Change.HISTORY, Change.SHOWN);
        exploration().measureShown();
    }

    public boolean isLocked(String layer) {
        return locks.holdAnyOf(targets().movedWith(layer));
    }

    /** A locked layer is moved by no slider, its own or another; going through the history moves it. */
    public void lock(String layer, boolean on) {
        if (locks.set(targets().movedWith(layer), on)) {
            tell(Change.LOCKS);
        }
    }

    /** Measures the current state on the test images. It counts once there is an answer to be seen. */
    public void checkOnTest() {
        tests.check(experiment(), history().current(), () -> tell(Change.TEST));
    }

    /** The last answer of the test set; null if it was never asked. */
    public @Nullable TestCheck testCheck() {
        return tests.last();
    }

    /** How often the test images of the open data set were asked since the program was started. */
    public int testLooks() {
        return tests.looks(experiment());
    }

    /** Trains the current state on, with what is silenced held; one step in the history once it ends. */
    public void tune(FineTuning settings) {
        tuning.start(experiment(), history().current(), settings, Tuning.Then.NOTHING);
    }

    /**
     * What a schedule would be, on what is current. Output layers and locked ones are left as the sliders have them.
     *
     * @throws Refused where there is no goal to reach
     */
    public ScheduledPruning planned(ScheduleChoice choice, GoalChoice goal) throws Refused {
        Set<String> free = new LinkedHashSet<>(freeTargets());
        structure().graph().outputs().forEach(free::remove);
        return choice.to(goal.on(plan(), free));
    }

    /**
     * Finds out where a schedule would go from the current state, without running it. What is under the sliders there
     * counts for nothing but as a goal. A newer request supersedes an older one.
     *
     * @param receiver takes the path once it is known
     */
    public void preview(ScheduledPruning asked, Consumer<? super SchedulePath> receiver) {
        Experiment on = experiment();
        SessionState begin = history().current().state();
        paths.<SchedulePath>replace(
                Text.of("session.job.path"),
                (progress, soFar) -> ScheduleTraining.path(on, begin, asked),
                soFar -> {},
                receiver,
                late -> {});
    }

    /**
     * Prunes the current state and trains it in turns; what each round leaves is a step in the history.
     *
     * @param start whether a control with fresh weights comes behind it
     */
    public void schedule(ScheduledPruning asked, TuningChoice.Start start) {
        Tuning.Then then = start == TuningChoice.Start.BOTH ? Tuning.Then.FRESH_WEIGHTS : Tuning.Then.NOTHING;
        tuning.start(experiment(), history().current(), asked, then);
    }

    /**
     * Trains a network of the current state's architecture from fresh weights, as a control of what was inherited; one
     * step in the history, behind the current one.
     */
    public void trainFromScratch(FineTuning settings) {
        tuning.startFromScratch(experiment(), history().current(), settings);
    }

    /** Trains as a user chose: the current state, or fresh weights in its shape, or one behind the other. */
    public void train(TuningChoice choice) {
        switch (choice.start()) {
            case INHERITED -> tune(choice.settings());
            case FRESH -> trainFromScratch(choice.settings());
            case BOTH -> tuning.start(experiment(), history().current(), choice.settings(), Tuning.Then.FRESH_WEIGHTS);
        }
    }

    /** The training that goes on, or the last one. */
    public Tuning tuning() {
        return tuning;
    }

    /**
     * What the last training has left, where that is a branch of its own, since the user had gone on from the state that it
     * began with; null where it is a step like any other, or there is none.
     */
    public History.@Nullable Entry trainedAside() {
        return aside == null || aside != tuning.left() ? null : aside;
    }

    private void tell(Change... changes) {
        for (Change change : changes) {
            List.copyOf(listeners).forEach(listener -> listener.accept(change));
        }
    }
}
