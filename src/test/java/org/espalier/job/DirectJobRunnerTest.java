package org.espalier.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectJobRunnerTest {

    private final DirectJobRunner runner = new DirectJobRunner();
    private final List<Integer> heard = new ArrayList<>();

    @Test
    void runsAtOnceOnTheCallersThread() {
        Thread caller = Thread.currentThread();
        runner.<Integer>submit(
                "counting",
                (progress, soFar) -> {
                    assertSame(caller, Thread.currentThread());
                    progress.report(1, 2);
                    soFar.accept(1);
                    return 2;
                },
                heard::add,
                heard::add);
        assertEquals(List.of(1, 2), heard);
    }

    @Test
    void aFailureIsThrownWithItsCauseAndTheTitle() {
        IOException cause = new IOException("disk full");
        var failed = assertThrows(
                JobFailed.class,
                () -> runner.<Integer>submit(
                        "saving",
                        (progress, soFar) -> {
                            throw cause;
                        },
                        heard::add));
        assertSame(cause, failed.getCause());
        assertEquals("saving: disk full", failed.getMessage());
        assertTrue(heard.isEmpty());
    }

    @Test
    void aCancelledJobEndsWithoutAResult() {
        runner.<Integer>submit(
                        "waiting",
                        (progress, soFar) -> {
                            throw new JobCancelled();
                        },
                        heard::add)
                .cancel();
        assertTrue(heard.isEmpty());
    }

    @Test
    void anErrorInTheReceiverIsNotTakenForTheJobs() {
        assertThrows(
                IllegalStateException.class,
                () -> runner.submit("adding", (progress, soFar) -> 1, result -> {
                    throw new IllegalStateException("the receiver's own");
                }));
    }
}
