package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Examples;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningNews.Diverged;
import org.espalier.training.TuningNews.EpochEnded;
import org.espalier.training.TuningNews.Started;
import org.espalier.training.TuningNews.Stepped;
import org.jspecify.annotations.Nullable;

/**
 * A training that goes on one step at a time, so that whoever runs it may stop for as long as he likes between two
 * steps, and end it at any moment.
 *
 * <p>However it is cut into pieces, it comes to the same network. Used by one thread at a time.
 */
public final class TuningRun implements AutoCloseable {

    private final Examples training;
    private final ValidationRun validation;
    private final FineTuning settings;
    private final int stepsPerEpoch;
    private final List<EpochReport> reports = new ArrayList<>();
    private final WorkingTime stepping = new WorkingTime();
    private final WorkingTime validating = new WorkingTime();
    private final Teaching teaching;
    private @Nullable SoftTargets teacher;
    private TrainingPlan plan;
    private TrainingState best;
    private double startAccuracy = Double.NaN;
    private double bestAccuracy;
    private int bestEpoch;
    private int waitsSince;
    private int[] order = {};
    private double lossSum;
    private long stepsDone;
    private double rate;
    private Ending ending = Ending.STOPPED;
    private boolean over;

    /** Asks the teacher about the training images; null where there is none. */
    @FunctionalInterface
    interface Teaching {
        @Nullable
        SoftTargets ask(Progress progress) throws JobCancelled;
    }

    TuningRun(TrainingPlan plan, Examples training, ValidationRun validation, FineTuning settings, Teaching teaching) {
        this.teaching = teaching;
        this.plan = plan;
        this.training = training;
        this.validation = validation;
        this.settings = settings;
        this.stepsPerEpoch = training.size() / settings.batch();
        this.best = plan.state();
    }

    /** How many images are seen in all epochs together. */
    public long images() {
        return steps() * settings.batch();
    }

    /**
     * Does the next piece: takes a step, or measures the validation images at the start and behind each epoch.
     *
     * @param progress is told how many images of how many were seen, also within the piece
     * @return what it brought; empty once all is done
     * @throws JobCancelled within the piece, once it is not wanted any more. Training cannot go on then, but what was best
     *     before is still there.
     */
    public Optional<TuningNews> next(Progress progress) throws JobCancelled {
        if (over) {
            return Optional.empty();
        }
        over = true;
        TuningNews news = piece(progress);
        over = ending != Ending.STOPPED;
        return Optional.of(news);
    }

    private TuningNews piece(Progress progress) throws JobCancelled {
        if (Double.isNaN(startAccuracy)) {
            teacher = teaching.ask((done, total) -> report(progress));
            startAccuracy = accuracy(progress);
            bestAccuracy = startAccuracy;
            return new Started(startAccuracy);
        }
        return measuresNext() ? endEpoch(progress) : step(progress);
    }

    private TuningNews step(Progress progress) throws JobCancelled {
        long start = System.nanoTime();
        int epoch = reports.size();
        int step = (int) (stepsDone - (long) epoch * stepsPerEpoch);
        if (step == 0) {
            order = training.stratifiedOrder(settings.seed() + epoch);
            lossSum = 0;
        }
        int batch = settings.batch();
        int first = step * batch;
        int[] shuffled = order;
        rate = settings.rate().at(epoch + (double) step / stepsPerEpoch, settings.epochs());
        report(progress);
        float loss = plan.step(
                new Batch(
                        (from, to, target) -> training.copyTo(shuffled, first + from, first + to, target),
                        training.copyLabels(shuffled, first, first + batch),
                        batch,
                        teacher == null ? null : teacher.at(shuffled, first, first + batch)),
                rate,
                (done, total) -> report(progress));
        if (!Float.isFinite(loss)) {
            ending = Ending.DIVERGED;
            return new Diverged(rate);
        }
        stepsDone++;
        lossSum += loss;
        stepping.add(start);
        double epochs = (double) stepsDone / stepsPerEpoch;
        return new Stepped(stepsDone, steps(), epochs, loss, rate, secondsLeft());
    }

    private TuningNews endEpoch(Progress progress) throws JobCancelled {
        double accuracy = accuracy(progress);
        int epoch = reports.size() + 1;
        if (accuracy > bestAccuracy) {
            best = plan.state();
            bestAccuracy = accuracy;
            bestEpoch = epoch;
        }
        double seconds = stepping.seconds() + validating.seconds();
        EpochReport report = new EpochReport(epoch, settings.epochs(), lossSum / stepsPerEpoch, accuracy, seconds);
        reports.add(report);
        if (epoch == settings.epochs()) {
            ending = Ending.COMPLETE;
        } else if (settings.patience() > 0 && epoch - Math.max(bestEpoch, waitsSince) >= settings.patience()) {
            ending = Ending.NO_BETTER;
        }
        return new EpochEnded(report);
    }

    /**
     * Silences more from now on. What was best before had more to work with, so the best is looked for anew.
     *
     * @param more holds all that is silenced already
     * @throws Refused where nothing is left of a layer; all is as before then
     */
    public void silence(PruningMask more) throws Refused {
        TrainingPlan before = plan;
        plan = before.silencing(more);
        before.close();
        best = plan.state();
        bestAccuracy = -1;
        bestEpoch = 0;
        waitsSince = reports.size();
    }

    /** Looks for the best anew, from what is learned so far: of what was before, somebody has taken the last state. */
    public void startAnew() {
        best = plan.state();
        bestAccuracy = reports.isEmpty()
                ? startAccuracy
                : reports.get(reports.size() - 1).validationAccuracy();
        bestEpoch = reports.size();
        waitsSince = reports.size();
    }

    /** Whether the next piece measures the validation images. */
    public boolean measuresNext() {
        return Double.isNaN(startAccuracy) || stepsDone == (reports.size() + 1L) * stepsPerEpoch;
    }

    /** How many steps are taken. */
    public long stepsDone() {
        return stepsDone;
    }

    /** How many steps there are in all epochs together. */
    public long steps() {
        return (long) settings.epochs() * stepsPerEpoch;
    }

    private double accuracy(Progress progress) throws JobCancelled {
        long start = System.nanoTime();
        report(progress);
        Network now = plan.trained();
        report(progress);
        double accuracy = validation.accuracyOf(now, (done, total) -> report(progress));
        validating.add(start);
        return accuracy;
    }

    private void report(Progress progress) throws JobCancelled {
        progress.report(stepsDone * settings.batch(), images());
    }

    private double secondsLeft() {
        return (steps() - stepsDone) * stepping.mean() + (settings.epochs() - reports.size()) * validating.mean();
    }

    /** The best state so far, whether training is over or not. Takes the time of copying a network. */
    public Tuned best() {
        return new Tuned(plan.trained(best), bestEpoch, startAccuracy, bestAccuracy, reports.size(), ending, rate);
    }

    /** The network as it is now, better or not. Takes the time of copying a network. */
    public Network latest() {
        return plan.trained();
    }

    /** What each epoch brought so far. */
    public List<EpochReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void close() {
        plan.close();
    }

    /** How long pieces of one kind have taken; what lies between them is somebody else's time. */
    private static final class WorkingTime {

        private long nanos;
        private long pieces;

        void add(long start) {
            nanos += System.nanoTime() - start;
            pieces++;
        }

        double seconds() {
            return nanos / 1e9;
        }

        double mean() {
            return pieces == 0 ? 0 : nanos / 1e9 / pieces;
        }
    }
}
