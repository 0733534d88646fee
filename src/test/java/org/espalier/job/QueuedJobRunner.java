package org.espalier.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps jobs until a test runs them, in any order; a cancelled one still delivers, as the contract allows. */
public final class QueuedJobRunner implements JobRunner {

    private final List<Waiting<?>> waiting = new ArrayList<>();
    private final List<String> cancelled = new ArrayList<>();

    private record Waiting<T>(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
        void run() {
            new DirectJobRunner().submit(title, job, soFar, done);
        }
    }

    @Override
    public <T> Running submit(String title, Job<T> job, Consumer<? super T> soFar, Consumer<? super T> done) {
        waiting.add(new Waiting<>(title, job, soFar, done));
        return () -> cancelled.add(title);
    }

    /** Titles of the jobs that were cancelled, in order. */
    public List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    public int size() {
        return waiting.size();
    }

    /** Runs one of the waiting jobs, by its place. */
    public void run(int place) {
        waiting.remove(place).run();
    }

    /** Runs the jobs that wait, and those that they submit, the oldest first. */
    public void runAll() {
        while (!waiting.isEmpty()) {
            run(0);
        }
    }
}
