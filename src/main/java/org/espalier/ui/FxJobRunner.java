package org.espalier.ui;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.espalier.job.Job;
import org.espalier.job.JobCancelled;
import org.espalier.job.JobRunner;
import org.espalier.job.Progress;
import org.jspecify.annotations.Nullable;

/** The one bridge between the JavaFX thread and all others. */
public final class FxJobRunner implements JobRunner, AutoCloseable {

    private static final long NANOS_BETWEEN_REPORTS = 50_000_000;

    // One thread: a DL4J network must not be used by two at once.
    private final ExecutorService engine = Executors.newSingleThreadExecutor(work -> daemon(work, "engine"));
    private final ExecutorService layout = Executors.newSingleThreadExecutor(work -> daemon(work, "layout"));
    private final ExecutorService drawing = Executors.newSingleThreadExecutor(work -> daemon(work, "drawing"));
    private final ReadOnlyObjectWrapper<@Nullable RunningJob> running = new ReadOnlyObjectWrapper<>();
    private final BiConsumer<String, Throwable> onFailure;
    // Read and written by the JavaFX thread.
    private boolean closed;

    /** @param onFailure takes the title and the error of a job that failed, on the JavaFX thread */
    public FxJobRunner(BiConsumer<String, Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public <T> Running submit(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
        Work<T> work = new Work<>(title, job, soFar, done);
        engine.execute(work);
        return work::cancel;
    }

    /** Runs something on the JavaFX thread, soon. */
    public Executor fx() {
        return Platform::runLater;
    }

    /** For arranging what will be shown. */
    public Executor layout() {
        return layout;
    }

    /** For drawing pictures that will be shown. */
    public Executor drawing() {
        return drawing;
    }

    /** The job that runs now; null while there is none. */
    public ReadOnlyObjectProperty<@Nullable RunningJob> running() {
        return running.getReadOnlyProperty();
    }

    /** Hands nothing over any more: the window that would show it is gone. */
    @Override
    public void close() {
        closed = true;
        engine.shutdownNow();
        layout.shutdownNow();
        drawing.shutdownNow();
    }

    /** Whether it is closed and nothing runs any more, so that what jobs used may be freed. */
    public boolean isOver() {
        return engine.isTerminated() && layout.isTerminated() && drawing.isTerminated();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Cancels at the next {@link Progress#report}, never by interrupting native code. */
    private final class Work<T> implements Runnable, Progress {

        private final String title;
        private final Job<T> job;
        private final Consumer<? super T> soFar;
        private final Consumer<? super T> done;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicReference<@Nullable T> news = new AtomicReference<>();
        private long started;
        private long lastReport;

        Work(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
            this.title = title;
            this.job = job;
            this.soFar = soFar;
            this.done = done;
        }

        void cancel() {
            cancelled.set(true);
        }

        @Override
        public void run() {
            if (cancelled.get()) {
                return;
            }
            started = System.nanoTime();
            lastReport = started;
            show(new RunningJob(title, 0, 1, 0, this::cancel));
            try {
                T result = job.run(this, this::publish);
                whileWanted(() -> done.accept(result));
            } catch (JobCancelled nobodyWantsIt) {
                // What asked for it has asked for something else, or the user has cancelled.
            } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError failure) {
                whileWanted(() -> onFailure.accept(title, failure));
            } finally {
                show(null);
            }
        }

        @Override
        public void report(long part, long total) throws JobCancelled {
            if (cancelled.get()) {
                throw new JobCancelled();
            }
            long now = System.nanoTime();
            if (now - lastReport > NANOS_BETWEEN_REPORTS) {
                lastReport = now;
                show(new RunningJob(title, part, total, (now - started) / 1e9, this::cancel));
            }
        }

        /** Hands a result over; where the JavaFX thread is behind, it gets only the newest. */
        private void publish(T value) {
            if (news.getAndSet(value) == null) {
                Platform.runLater(() -> {
                    T newest = news.getAndSet(null);
                    if (newest != null && !closed) {
                        soFar.accept(newest);
                    }
                });
            }
        }

        private void whileWanted(Runnable action) {
            Platform.runLater(() -> {
                if (!cancelled.get() && !closed) {
                    action.run();
                }
            });
        }

        private void show(@Nullable RunningJob job) {
            Platform.runLater(() -> running.set(job));
        }
    }
}
