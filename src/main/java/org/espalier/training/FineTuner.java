package org.espalier.training;

import java.util.function.Consumer;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.text.Refused;
import org.espalier.training.Tuned.Ending;

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

    /** @param workers do the work; they are not closed */
    public FineTuner(Network network, PruningMask mask, Workers workers) {
        this.network = network;
        this.mask = mask;
        this.workers = workers;
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
        check(training, settings);
        TrainingPlan.Setup setup = new TrainingPlan.Setup(settings.batch(), settings.optimiser(), settings.seed());
        try (TrainingPlan plan = TrainingPlan.of(network, mask, setup, workers)) {
            Run run = new Run(plan, training, new ValidationRun(validation, workers), settings, progress);
            return run.toTheEnd(perEpoch);
        }
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

    /** One training from its first step on. */
    private static final class Run {

        private final TrainingPlan plan;
        private final Examples training;
        private final ValidationRun validation;
        private final FineTuning settings;
        private final Progress progress;
        private final int steps;
        private final long start = System.nanoTime();
        private TrainingState best;
        private double bestAccuracy;
        private int bestEpoch;
        private double rate;

        Run(TrainingPlan plan, Examples training, ValidationRun validation, FineTuning settings, Progress progress) {
            this.plan = plan;
            this.training = training;
            this.validation = validation;
            this.settings = settings;
            this.progress = progress;
            this.steps = training.size() / settings.batch();
            this.best = plan.state();
        }

        Tuned toTheEnd(Consumer<? super EpochReport> perEpoch) throws JobCancelled {
            double startAccuracy = accuracy(0);
            bestAccuracy = startAccuracy;
            Ending ending = Ending.COMPLETE;
            int epoch = 0;
            while (epoch < settings.epochs()) {
                double loss = epoch(epoch);
                if (Double.isNaN(loss)) {
                    ending = Ending.DIVERGED;
                    break;
                }
                epoch++;
                double accuracy = accuracy(epoch);
                if (accuracy > bestAccuracy) {
                    best = plan.state();
                    bestAccuracy = accuracy;
                    bestEpoch = epoch;
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                perEpoch.accept(new EpochReport(epoch, settings.epochs(), loss, accuracy, seconds));
                if (settings.patience() > 0 && epoch - bestEpoch >= settings.patience() && epoch < settings.epochs()) {
                    ending = Ending.NO_BETTER;
                    break;
                }
            }
            Network network = plan.trained(best);
            return new Tuned(network, bestEpoch, startAccuracy, bestAccuracy, epoch, ending, rate);
        }

        /** The mean loss of one pass over all images but what does not fill a batch; not a number if it diverged. */
        private double epoch(int epoch) throws JobCancelled {
            int batch = settings.batch();
            int[] order = training.stratifiedOrder(settings.seed() + epoch);
            double sum = 0;
            for (int step = 0; step < steps; step++) {
                report((long) epoch * steps + step);
                int first = step * batch;
                rate = settings.rate().at(epoch + (double) step / steps, settings.epochs());
                float loss = plan.step(
                        (from, to, target) -> training.copyTo(order, first + from, first + to, target),
                        training.copyLabels(order, first, first + batch),
                        batch,
                        rate);
                if (!Float.isFinite(loss)) {
                    return Double.NaN;
                }
                sum += loss;
            }
            return sum / steps;
        }

        private double accuracy(int epochsDone) throws JobCancelled {
            long stepsDone = (long) epochsDone * steps;
            report(stepsDone);
            return validation.accuracyOf(plan.trained(), (done, total) -> report(stepsDone));
        }

        private void report(long stepsDone) throws JobCancelled {
            long batch = settings.batch();
            progress.report(stepsDone * batch, (long) settings.epochs() * steps * batch);
        }
    }
}
