package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Size and speed of two networks beside each other; what is measured is not judged. */
class CompareCommandTest {

    @Test
    void speedIsMeasuredOnRequestForOneImageAndABatch() throws IOException {
        CommandRun run =
                CommandRun.of("compare", "lenet-300-100", "lenet-300-100", "--data", "mnist", "--speed", "--json");
        assertEquals(0, run.status(), run::err);
        Map<String, Object> facts = run.facts();
        for (int batch : new int[] {1, 128}) {
            Map<?, ?> latency = (Map<?, ?>) Objects.requireNonNull(facts.get("latency." + batch), run::out);
            assertEquals(batch, latency.get("batch"));
            Map<?, ?> before = (Map<?, ?>) Objects.requireNonNull(latency.get("before"));
            Map<?, ?> after = (Map<?, ?>) Objects.requireNonNull(latency.get("after"));
            assertEquals(before.get("runs"), after.get("runs"));
            assertTrue(number(before, "medianMs") > 0 && number(before, "medianMs") <= number(before, "p95Ms"));
        }
        assertEquals(1.0, number(facts, "fewerMultiplyAdds"));
        assertEquals(number(facts, "speedUp"), number(facts, "realisedPart"), "a part of 1 ×");
        assertEquals(true, facts.get("sameAnswers"));
        assertEquals(0.0, number(facts, "largestDifference"));
    }

    @Test
    void withoutTheRequestNothingIsTimed() throws IOException {
        CommandRun run = CommandRun.of("compare", "lenet-300-100", "lenet-300-100", "--data", "mnist", "--json");
        assertFalse(run.out().contains("latency"), run::out);
        assertFalse(run.facts().containsKey("speedUp"));
    }

    @Test
    void wordsSayMemoryLatencyAndWhatTheyMean() {
        CommandRun run = CommandRun.of("compare", "lenet-300-100", "lenet-300-100", "--data", "mnist", "--speed");
        assertEquals(0, run.status(), run::err);
        List<String> lines = run.out().lines().toList();
        assertEquals("Nothing was removed", lines.get(lines.size() - 1).substring(0, 19));
        assertEquals(2, lines.stream().filter(line -> line.contains(" ms")).count(), run::out);
    }

    private static double number(Map<?, ?> facts, String name) {
        return ((Number) Objects.requireNonNull(facts.get(name))).doubleValue();
    }
}
