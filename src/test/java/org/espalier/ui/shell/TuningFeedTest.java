package org.espalier.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.espalier.session.History;
import org.espalier.session.Schedule;
import org.espalier.session.Session;
import org.espalier.session.ShadesSession;
import org.espalier.session.Step;
import org.espalier.session.TuningCourse;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.ui.chart.Recovery;
import org.espalier.ui.chart.TuningContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a window, on the residual network: conv2 has 3 units, conv4 5. */
class TuningFeedTest {

    @TempDir
    private Path folder;

    private ShadesSession shades;
    private Session session;

    @BeforeEach
    void open() throws Refused {
        Text.use(Locale.ENGLISH);
        shades = ShadesSession.open(folder);
        session = shades.session();
    }

    @AfterEach
    void close() {
        shades.close();
    }

    /** 4 of 5 in two rounds are 3 and 4 units of conv4, 1 and 2 of conv2. */
    @Test
    void theArrowOfARoundStandsAtTheRoundsOwnParametersAndStaysOnceItIsOver() {
        shades.schedule(new Schedule.Iterative(2), 2);
        untilEpochsOfRound(2, 1);
        List<Recovery> running = TuningFeed.recoveries(session);
        assertEquals(2, running.size());
        Recovery second = running.get(1);
        assertEquals(Objects.requireNonNull(session.tuning().schedule()).parameters(), second.parameters());
        assertTrue(
                second.parameters() < session.history().current().state().cost().parameters(),
                "not those of the round before");
        assertEquals(course().startAccuracy(), second.from(), "from what its pruning has left");
        assertEquals(1, second.epochs().size());

        shades.runner().runAll();
        List<Recovery> over = TuningFeed.recoveries(session);
        assertEquals(2, over.size());
        for (int round = 1; round <= 2; round++) {
            History.Entry entry = session.history().entries().get(round);
            Step.Round step = (Step.Round) entry.state().step();
            Recovery recovery = over.get(round - 1);
            assertEquals(OptionalInt.of(round), recovery.to());
            assertEquals(step.place().parameters(), recovery.parameters());
            assertEquals(OptionalDouble.of(step.startAccuracy()), recovery.from());
            assertFalse(recovery.fresh());
        }
    }

    @Test
    void whatALotteryTicketBeginsWithSaysNothingAboutPruning() {
        shades.schedule(new Schedule.LotteryTicket(1, 0, 5), 1);
        shades.runner().runAll();
        List<Recovery> over = TuningFeed.recoveries(session);
        assertEquals(2, over.size());
        assertTrue(over.stream().allMatch(Recovery::fresh));
        assertEquals(session.experiment().denseCost().parameters(), over.get(0).parameters());
    }

    /** Two thirds of 6 epochs prune: round 5 is epochs 5 and 6. */
    @Test
    void theEpochsOfAGradualTrainingAreNumberedThrough() {
        shades.schedule(new Schedule.Gradual(4, 2.0 / 3), 6);
        untilEpochsOfRound(5, 1);
        TuningContent running = TuningFeed.of(session);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5),
                running.epochs().stream().map(TuningContent.Epoch::number).toList());
        shades.runner().runAll();
        TuningContent over = TuningFeed.of(session);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6),
                over.epochs().stream().map(TuningContent.Epoch::number).toList());
        assertTrue(
                TuningFeed.recoveries(session).stream()
                        .allMatch(recovery -> recovery.from().isEmpty()),
                "a network in the middle of an epoch is not measured");
    }

    private void untilEpochsOfRound(int round, int epochs) {
        while (Objects.requireNonNull(session.tuning().schedule()).round() < round
                || course().epochs().size() < epochs) {
            shades.runner().run(0);
            assertTrue(session.tuning().isActive());
        }
    }

    private TuningCourse course() {
        return Objects.requireNonNull(session.tuning().course());
    }
}
