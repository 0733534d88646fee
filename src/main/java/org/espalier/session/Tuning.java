package org.espalier.session;

import java.util.Objects;
import java.util.function.Consumer;
import org.espalier.job.JobCancelled;
import org.espalier.job.JobRunner;
import org.espalier.job.Progress;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningNews;
import org.jspecify.annotations.Nullable;

/**
 * The training on of a state, in short jobs one behind the other, so that sliders are answered in between.
 *
 * <p>Used by the thread on which the {@link JobRunner} hands results back.
 */
public final class Tuning {

    /** Whoever waits for another answer does so for no longer than this, or a step. */
    private static final long NANOS_OF_A_JOB = 100_000_000;

    /** Where a training is. */
    public enum Phase {
        /** None goes on. */
        IDLE,
        /** Training images are read, and the network is made ready. */
        PREPARING,
        RUNNING,
        /** It waits for {@link Tuning#resume}; the engine is free. */
        PAUSED,
        /** What is best is taken over, or everything is dropped. */
        ENDING
    }

    /** What a stopped training leaves. */
    public enum Leave {
        /** Nothing: all is as it was before. */
        NOTHING,
        /** The best state so far, if any is better than the one it began with. */
        BEST
    }

    /** What came of a training. */
    public enum Result {
        /** It goes on, or there was none yet. */
        NONE,
        /** A state of its own. */
        LEFT,
        /** Nothing: the state that it began with is the best. */
        NOT_BETTER,
        /** Nothing: that was wanted when it was stopped. */
        DROPPED,
        /** Nothing: it has failed. */
        FAILED
    }

    /** What comes behind a training that has come to its end and has left something. */
    enum Then {
        NOTHING,
        /** The same architecture is trained from fresh weights as long; it is said whether the inherited ones helped. */
        FRESH_WEIGHTS,
        /** What was trained from fresh weights is compared with what had inherited ones. */
        COMPARISON
    }

    private final JobRunner runner;
    private final Receiver receiver;
    private final Runnable told;
    private Phase phase = Phase.IDLE;
    private Result result = Result.NONE;
    private String remark = "";
    private @Nullable TuningCourse course;
    private @Nullable TuningCourse nextRound;
    private @Nullable ScheduleCourse schedule;
    private @Nullable EngineTraining jobs;
    private History.@Nullable Entry left;
    private Then then = Then.NOTHING;
    private boolean isStopped;
    private JobRunner.Running running = () -> {};
    private long nanosOfAJob = NANOS_OF_A_JOB;
    private boolean isUnderWay;

    /** Where states go that trainings leave. */
    interface Receiver {
        /**
         * Adds a state to the history.
         *
         * @param begin the state that it was made from
         */
        History.Entry take(History.Entry begin, SessionState left);

        /** Adds a state beside the way that the user is on. */
        void takeControl(History.Entry begin, SessionState left);
    }

    /** @param told is run whenever something has changed */
    Tuning(JobRunner runner, Receiver receiver, Runnable told) {
        this.runner = runner;
        this.receiver = receiver;
        this.told = told;
    }

    /** Gives the engine to others behind every single step. */
    void restBehindEachStep() {
        nanosOfAJob = 0;
    }

    public Phase phase() {
        return phase;
    }

    public boolean isActive() {
        return phase != Phase.IDLE;
    }

    /**
     * What the training that goes on has told, or the last one; of a schedule, the round that goes on, or the last one.
     * Null before the first.
     */
    public @Nullable TuningCourse course() {
        return course;
    }

    /** The course of the whole schedule where {@link #course} is of one of its rounds; null where it is of none. */
    public @Nullable ScheduleCourse schedule() {
        return schedule;
    }

    /** What came of the last training, or of what a schedule did behind its last whole round. */
    public Result result() {
        return result;
    }

    /** What the last training, or the last round of a schedule, has left; null while it has left nothing. */
    public History.@Nullable Entry left() {
        return left;
    }

    /** What the user should know of how the last training ended, in a sentence; empty where all went as asked. */
    public String remark() {
        return remark;
    }

    /** Trains a state on. */
    void start(Experiment on, History.Entry begin, FineTuning settings, Then after) {
        if (!isActive()) {
            schedule = null;
            start(new StateTraining(on, begin.state(), settings), TuningCourse.inherited(begin, settings), after);
        }
    }

    /** Trains what a state is, from fresh weights. */
    void startFromScratch(Experiment on, History.Entry begin, FineTuning settings) {
        if (!isActive()) {
            schedule = null;
            start(new ScratchTraining(on, begin.state(), settings), TuningCourse.fresh(begin, settings), Then.NOTHING);
        }
    }

    /** Prunes and trains in turns. */
    void start(Experiment on, History.Entry begin, ScheduledPruning asked, Then after) {
        if (!isActive()) {
            schedule = new ScheduleCourse(asked);
            start(ScheduleTraining.of(on, begin.state(), asked), TuningCourse.inherited(begin, asked.tuning()), after);
        }
    }

    private void startControl(Experiment on, History.Entry inherited, FineTuning last) {
        FineTuning settings = schedule == null
                ? last
                : schedule.asked().tuning().withEpochs(schedule.asked().epochs());
        schedule = null;
        start(
                new ScratchTraining(on, inherited.state(), settings),
                TuningCourse.fresh(inherited, settings),
                Then.COMPARISON);
    }

    private void start(EngineTraining mine, TuningCourse first, Then after) {
        then = after;
        jobs = mine;
        course = first;
        // The control of what a training has left comes behind it, and is told of together with it.
        left = after == Then.COMPARISON ? left : null;
        isStopped = false;
        nextRound = null;
        remark = "";
        result = Result.NONE;
        phase = Phase.PREPARING;
        submit(
                mine,
                Text.of("session.job.tuning-ready"),
                progress -> {
                    mine.prepare();
                    return mine;
                },
                ready -> {
                    phase = phase == Phase.PREPARING ? Phase.RUNNING : phase;
                    goOn(mine);
                });
        told.run();
    }

    /** Rests behind the step that is being taken. */
    public void pause() {
        if (phase == Phase.RUNNING || phase == Phase.PREPARING) {
            phase = Phase.PAUSED;
            if (jobs != null) {
                jobs.rest(true);
            }
            told.run();
        }
    }

    public void resume() {
        EngineTraining mine = jobs;
        if (phase == Phase.PAUSED && mine != null) {
            phase = Phase.RUNNING;
            mine.rest(false);
            if (!isUnderWay) {
                goOn(mine);
            }
            told.run();
        }
    }

    /** Ends it, also within a step. */
    public void cancel(Leave leave) {
        EngineTraining mine = jobs;
        if (mine != null && isActive() && phase != Phase.ENDING) {
            running.cancel();
            isStopped = true;
            end(mine, leave);
            told.run();
        }
    }

    /** Another network is open: nobody wants what goes on. */
    void forget() {
        EngineTraining mine = jobs;
        if (mine != null && isActive()) {
            running.cancel();
            drop(mine, null);
        }
        course = null;
        schedule = null;
        remark = "";
    }

    private void goOn(EngineTraining mine) {
        if (phase == Phase.RUNNING) {
            submit(mine, Text.of("session.job.tuning"), progress -> mine.goOn(progress, nanosOfAJob), news -> {
                news.forEach(this::take);
                if (news.isEmpty()) {
                    end(mine, Leave.BEST);
                } else {
                    goOn(mine);
                }
                told.run();
            });
        }
    }

    private void take(TrainingNews news) {
        TuningCourse now = Objects.requireNonNull(course);
        if (news instanceof TrainingNews.Trained trained) {
            now.take(trained.news());
        } else if (news instanceof TrainingNews.RoundEnded round) {
            if (jobs != null) {
                jobs.heard(round);
            }
            // What is trained from now on begins with what this round has left.
            History.Entry entry = receiver.take(now.begin(), round.state());
            left = entry;
            nextRound = TuningCourse.inherited(entry, now.settings());
            if (schedule != null && schedule.asked().schedule() instanceof Schedule.Gradual) {
                // One training, which is measured in front of its first step only: it goes on from here.
                nextRound.take(new TuningNews.Started(accuracyOf(round.state())));
            }
        } else if (news instanceof TrainingNews.RoundBegun && nextRound != null) {
            course = nextRound;
            nextRound = null;
        }
        if (schedule != null) {
            schedule.take(news);
        }
    }

    /** A round that was over when the job in which it ended was cancelled. */
    private void takeLate(TrainingNews.RoundEnded round) {
        if (nextRound != null) {
            course = nextRound;
            nextRound = null;
        }
        take(round);
    }

    private void end(EngineTraining mine, Leave leave) {
        phase = Phase.ENDING;
        submit(mine, Text.of("session.job.tuning-ends"), progress -> mine.finish(leave), end -> {
            end.rounds().forEach(this::takeLate);
            TuningCourse ended = course;
            drop(mine, null);
            remark = end.remark();
            result = resultOf(end, leave);
            if (end.state() != null && ended != null) {
                take(ended, end.state(), mine.on());
            }
            if (then == Then.FRESH_WEIGHTS && !isStopped && left != null && ended != null && remark.isEmpty()) {
                startControl(mine.on(), left, ended.settings());
            } else {
                told.run();
            }
        });
    }

    private static Result resultOf(EngineTraining.End end, Leave leave) {
        if (end.state() != null) {
            return Result.LEFT;
        }
        return leave == Leave.NOTHING ? Result.DROPPED : Result.NOT_BETTER;
    }

    private void take(TuningCourse ended, SessionState state, Experiment on) {
        History.Entry begin = nextRound == null ? ended.begin() : nextRound.begin();
        if (then != Then.COMPARISON) {
            left = receiver.take(begin, state);
            return;
        }
        receiver.takeControl(begin, state);
        if (!isStopped && remark.isEmpty()) {
            remark = new ScratchComparison(accuracyOf(begin.state()), accuracyOf(state), on.validationImages())
                    .sentence();
        }
    }

    private static double accuracyOf(SessionState trained) {
        return ((Step.Trained) trained.step()).endAccuracy();
    }

    /** Gives back what a training held, once no job of it runs any more, and tells of a failure like that of any job. */
    private void drop(EngineTraining mine, @Nullable Throwable failure) {
        phase = Phase.IDLE;
        jobs = null;
        runner.submit(
                Text.of("session.job.tuning"),
                (progress, soFar) -> {
                    mine.close();
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof Exception exception) {
                        throw exception;
                    }
                    return mine;
                },
                closed -> {});
    }

    /** A part of the work. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Progress progress) throws Refused, JobCancelled;
    }

    /** What came of it. */
    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {}

    private <T> void submit(EngineTraining mine, String title, Work<T> work, Consumer<? super T> then) {
        isUnderWay = true;
        Phase asked = phase;
        running = runner.<Outcome<T>>submit(
                title,
                (progress, soFar) -> {
                    try {
                        return new Outcome<>(work.run(progress), null);
                    } catch (Refused | RuntimeException | OutOfMemoryError failure) {
                        return new Outcome<>(null, failure);
                    }
                },
                outcome -> {
                    boolean isLate = jobs != mine || (phase == Phase.ENDING && asked != Phase.ENDING);
                    if (isLate) {
                        return;
                    }
                    isUnderWay = false;
                    if (outcome.value() != null) {
                        then.accept(outcome.value());
                    } else {
                        drop(mine, outcome.failure());
                        result = Result.FAILED;
                        told.run();
                    }
                });
    }
}
