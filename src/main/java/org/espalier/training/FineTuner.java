package org.espalier.training;

import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.text.Refused;

/**
 * Trains a pruned network on, with what was removed held at zero. It learns from training images alone; which epoch is
 * best is chosen on validation images.
 *
 * <p>The network passed in is never changed, so a cancelled training leaves nothing behind.
 */
public final class FineTuner {

    private final Network network;
    private final PruningMask mask;
    private final Workers workers;
    private final Network teacher;

    /** @param workers do the work; they are not closed */
    public FineTuner(Network network, PruningMask mask, Workers workers) {
        this(network, mask, workers, network);
    }

    /** @param teacher who teaches where {@link Distillation} is asked for; answers for the same classes */
    public FineTuner(Network network, PruningMask mask, Workers workers, Network teacher) {
        this.network = network;
        this.mask = mask;
        this.workers = workers;
        this.teacher = teacher;
    }

    /**
     * Trains, and answers with the best state.
     *
     * @param progress is told after each step how many images of how many were seen
     * @param perEpoch takes a report at the end of each epoch
     * @throws Refused where these images cannot train this network
     * @throws JobCancelled between two steps, once the result is not wanted any more
     */
    public Tuned run(
            Examples training,
            Examples validation,
            FineTuning settings,
            Progress progress,
            Consumer<? super EpochReport> perEpoch)
            throws Refused, JobCancelled {
        try (TuningRun run = start(training, validation, settings)) {
            for (Optional<TuningNews> news = run.next(progress); news.isPresent(); news = run.next(progress)) {
                if (news.get() instanceof TuningNews.EpochEnded epoch) {
                    perEpoch.accept(epoch.report());
                }
            }
            return run.best();
        }
    }

    /**
     * Makes a training ready that goes on step by step, as its caller wants; to be closed.
     *
     * @throws Refused where these images cannot train this network
     */
    public TuningRun start(Examples training, Examples validation, FineTuning settings) throws Refused {
        check(training, settings);
        TrainingPlan.Setup setup = new TrainingPlan.Setup(settings.batch(), settings.optimiser(), settings.seed());
        TrainingPlan plan = TrainingPlan.of(network, mask, setup, workers);
        Distillation distillation = settings.distillation();
        TuningRun.Teaching teaching = distillation == null
                ? progress -> null
                : progress -> SoftTargets.of(teacher, training, distillation, workers, progress);
        return new TuningRun(plan, training, new ValidationRun(validation, workers), settings, teaching);
    }

    private void check(Examples training, FineTuning settings) throws Refused {
        Shape shape = network.graph().inputShape();
        boolean fits = shape.height() == training.height()
                && shape.width() == training.width()
                && shape.channels() == training.channels();
        if (!fits) {
            throw new Refused(
                    "training.otherShape",
                    network.name(),
                    shape.toString(),
                    training.shape().toString());
        }
        if (network.graph().classes() != training.classes()) {
            throw new Refused(
                    "training.otherClasses", network.name(), network.graph().classes(), training.classes());
        }
        if (settings.batch() > training.size()) {
            throw new Refused("training.batchTooLarge", settings.batch(), training.size());
        }
        boolean[] seen = new boolean[training.classes()];
        for (int i = 0; i < training.size(); i++) {
            seen[training.label(i)] = true;
        }
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                throw new Refused("training.classMissing", label);
            }
        }
    }
}
