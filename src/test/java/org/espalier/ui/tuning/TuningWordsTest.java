package org.espalier.ui.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.espalier.job.JobFailed;
import org.espalier.session.Schedule;
import org.espalier.session.Session;
import org.espalier.session.ShadesSession;
import org.espalier.session.Tuning;
import org.espalier.session.TuningCourse;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningWordsTest {

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

    @Test
    void theFirstTrainingOfALotteryTicketIsNoRound() {
        shades.schedule(new Schedule.LotteryTicket(2, 0, 5), 1);
        shades.runner().runAll();
        assertSays("Lottery ticket: 2 rounds are over, ");
    }

    @Test
    void aTrainingThatIsStoppedAndDroppedClaimsNoResult() {
        session.tune(ShadesSession.settings(500));
        untilEpochs(2);
        session.tuning().cancel(Tuning.Leave.NOTHING);
        shades.runner().runAll();
        assertSays("Fine-tuning of state 0 was stopped: nothing has changed");
        session.trainFromScratch(ShadesSession.settings(500));
        untilEpochs(1);
        session.tuning().cancel(Tuning.Leave.NOTHING);
        shades.runner().runAll();
        assertSays("Fresh weights in the shape of state 0: the training was stopped, nothing has changed");
    }

    @Test
    void whereNoEpochIsBetterItSaysThatNothingHasChanged() {
        session.tune(ShadesSession.still(3));
        shades.runner().runAll();
        assertEquals(1, session.history().entries().size());
        assertSays("Fine-tuning of state 0: no epoch was better than its ");
        session.tune(ShadesSession.wild(3));
        shades.runner().runAll();
        assertEquals(1, session.history().entries().size());
        assertSays("Fine-tuning of state 0");
        assertTrue(said().contains("nothing has changed"), said());
    }

    @Test
    void aFailureClaimsNoResultEither() {
        session.tune(new FineTuning(1, 321, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1));
        assertThrows(JobFailed.class, shades.runner()::runAll);
        assertSays("Fine-tuning of state 0 has ended without a result: nothing has changed");
    }

    @Test
    void whatHasLeftSomethingIsSaidAsBefore() {
        session.tune(ShadesSession.settings(2));
        shades.runner().runAll();
        assertSays("Fine-tuning of state 0: ");
        assertTrue(said().endsWith("the best of 2"), said());
        shades.schedule(new Schedule.Iterative(2), 3);
        shades.runner().runAll();
        assertSays("Iterative: 2 rounds are over, ");
    }

    @Test
    void aScheduleThatIsStoppedSaysWhatItHasLeft() {
        shades.schedule(new Schedule.Iterative(2), 500);
        untilEpochs(1);
        session.tuning().cancel(Tuning.Leave.NOTHING);
        shades.runner().runAll();
        assertSays("Iterative: no round is over, so nothing has changed");
        shades.schedule(new Schedule.Iterative(2), 500);
        while (course().epochs().stream().noneMatch(epoch -> epoch.validationAccuracy() > 0.9)) {
            shades.runner().run(0);
        }
        session.tuning().cancel(Tuning.Leave.BEST);
        shades.runner().runAll();
        assertEquals(2, session.history().entries().size());
        assertSays("Iterative: stopped in round 1, ");
    }

    private void untilEpochs(int epochs) {
        while (course().epochs().size() < epochs) {
            shades.runner().run(0);
        }
    }

    private TuningCourse course() {
        return Objects.requireNonNull(session.tuning().course());
    }

    private String said() {
        return TuningWords.of(session.tuning(), course());
    }

    private void assertSays(String start) {
        assertTrue(said().startsWith(start), said());
    }
}
