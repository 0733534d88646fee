package org.espalier.session;

import java.util.function.BiConsumer;
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

    private final JobRunner runner;
    private final BiConsumer<History.Entry, SessionState> receiver;
    private final Runnable told;
    private Phase phase = Phase.IDLE;
    private String remark = "";
    private @Nullable TuningCourse course;
    private @Nullable StateTraining jobs;
    private JobRunner.Running running = () -> {};
    private long nanosOfAJob = NANOS_OF_A_JOB;
    private boolean isUnderWay;

    /**
     * @param receiver takes what a training has left, with the state that it began with
     * @param told is run whenever something has changed
     */
    Tuning(JobRunner runner, BiConsumer<History.Entry, SessionState> receiver, Runnable told) {
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

    /** What the training that goes on has told, or the last one; null before the first. */
    public @Nullable TuningCourse course() {
        return course;
    }

    /** What the user should know of how the last training ended, in a sentence; empty where all went as asked. */
    public String remark() {
        return remark;
    }

    void start(Experiment on, History.Entry begin, FineTuning settings) {
        if (isActive()) {
            return;
        }
        StateTraining mine = new StateTraining(on, begin.state(), settings);
        jobs = mine;
        course = new TuningCourse(begin, settings);
        remark = "";
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
        StateTraining mine = jobs;
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
        StateTraining mine = jobs;
        if (mine != null && isActive() && phase != Phase.ENDING) {
            running.cancel();
            end(mine, leave);
            told.run();
        }
    }

    /** Another network is open: nobody wants what goes on. */
    void forget() {
        StateTraining mine = jobs;
        if (mine != null && isActive()) {
            running.cancel();
            drop(mine, null);
        }
        course = null;
        remark = "";
    }

    private void goOn(StateTraining mine) {
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

    private void take(TuningNews news) {
        if (course != null) {
            course.take(news);
        }
    }

    private void end(StateTraining mine, Leave leave) {
        phase = Phase.ENDING;
        submit(mine, Text.of("session.job.tuning-ends"), progress -> mine.end(leave), end -> {
            TuningCourse ended = course;
            drop(mine, null);
            remark = end.remark();
            if (end.state() != null && ended != null) {
                receiver.accept(ended.begin(), end.state());
            }
            told.run();
        });
    }

    /** Gives back what a training held, once no job of it runs any more, and tells of a failure like that of any job. */
    private void drop(StateTraining mine, @Nullable Throwable failure) {
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

    private <T> void submit(StateTraining mine, String title, Work<T> work, Consumer<? super T> then) {
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
                        told.run();
                    }
                });
    }
}
