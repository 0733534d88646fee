package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SoakCommandTest {

    @Test
    void cancelledTrainingsLeaveTheNetworkAsItWas() {
        CommandRun run = CommandRun.of("soak", "lenet-300-100", "--cancels", "4");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().startsWith("4 cancels: half of them stopped within "), run.out());
        assertTrue(run.out().endsWith("bit for bit as before in all 4 cases" + System.lineSeparator()), run.out());
    }

    @Test
    void howManyCancelsThereMayBeIsTold() {
        CommandRun run = CommandRun.of("soak", "--cancels", "0");
        assertEquals(2, run.status());
        assertEquals(
                "The number of cancels can be 1 to 10,000, not 0.", run.err().strip());
    }
}
