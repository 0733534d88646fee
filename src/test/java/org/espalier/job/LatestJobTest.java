package org.espalier.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestJobTest {

    private final QueuedJobRunner runner = new QueuedJobRunner();
    private final LatestJob latest = new LatestJob(runner);
    private final List<String> heard = new ArrayList<>();

    @Test
    void theOnlyRequestAnswersInTime() {
        request("a");
        runner.runAll();
        assertEquals(List.of("so far a1", "done a2"), heard);
        assertEquals(List.of(), runner.cancelled());
    }

    @Test
    void aNewRequestCancelsTheOneBefore() {
        request("a");
        request("b");
        request("c");
        assertEquals(List.of("a", "b"), runner.cancelled());
    }

    @Test
    void whatASupersededRequestFoundIsLate() {
        request("a");
        request("b");
        runner.runAll();
        assertEquals(List.of("late a1", "late a2", "so far b1", "done b2"), heard);
    }

    @Test
    void theNewestWinsAlsoWhereItAnswersFirst() {
        request("a");
        request("b");
        runner.run(1);
        runner.run(0);
        assertEquals(List.of("so far b1", "done b2", "late a1", "late a2"), heard);
    }

    @Test
    void aRequestThatIsSupersededHalfwayIsLateFromThenOn() {
        latest.<String>replace(
                "a",
                (progress, soFar) -> {
                    soFar.accept("a1");
                    request("b");
                    return "a2";
                },
                value -> heard.add("so far " + value),
                value -> heard.add("done " + value),
                value -> heard.add("late " + value));
        runner.runAll();
        assertEquals(List.of("so far a1", "late a2", "so far b1", "done b2"), heard);
    }

    @Test
    void whatWasDroppedIsLateAndTheNextRequestAnswers() {
        request("a");
        latest.cancel();
        runner.runAll();
        request("b");
        runner.runAll();
        assertEquals(List.of("late a1", "late a2", "so far b1", "done b2"), heard);
    }

    private void request(String name) {
        latest.<String>replace(
                name,
                (progress, soFar) -> {
                    soFar.accept(name + "1");
                    return name + "2";
                },
                value -> heard.add("so far " + value),
                value -> heard.add("done " + value),
                value -> heard.add("late " + value));
    }
}
