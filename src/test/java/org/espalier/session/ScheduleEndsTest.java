package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.QueuedJobRunner;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;
import org.junit.jupiter.api.Test;

/** How schedules end, at their end and before it. */
class ScheduleEndsTest extends ScheduledSessions {

    /** Rounding leaves nothing for the last removals; the best epoch of all may be one that an earlier round has left. */
    @Test
    void aGradualTrainingWhoseLastRemovalTakesNothingLeavesWhatItsLastRoundBeganWith() throws Refused {
        Session session = open(new DirectJobRunner());
        Goal goal = new Goal.ByTarget(UNITS.withShare("conv4", 0.2));
        // It learns nothing, so no epoch is better than what a round began with.
        FineTuning still = new FineTuning(6, 16, new LearningRate.Constant(1e-30), new Optimiser.Sgd(0), 0, 1);
        session.schedule(
                new ScheduledPruning(new Schedule.Gradual(4, 2.0 / 3), goal, still), TuningChoice.Start.INHERITED);
        assertFalse(session.tuning().isActive());
        assertEquals(6, session.history().entries().size());
        Step.Round last = (Step.Round) session.history().current().state().step();
        assertEquals(5, last.place().round());
        assertEquals(2, last.epochs().size());
        assertEquals(0, last.bestEpoch());
    }

    /** Cancelled while the job is under way in which a round ends: its answer is not waited for any more. */
    @Test
    void aRoundThatEndsInACancelledJobIsKept() throws Refused {
        for (Schedule schedule : List.of(new Schedule.Iterative(5), new Schedule.Gradual(8, 0.9))) {
            ScheduledPruning asked = new ScheduledPruning(schedule, FILTERS, settings(3));
            int jobs = 0;
            QueuedJobRunner first = new QueuedJobRunner();
            Session whole = open(first);
            first.runAll();
            whole.schedule(asked, TuningChoice.Start.INHERITED);
            for (; whole.history().entries().size() < 3; jobs++) {
                first.run(0);
            }
            for (Tuning.Leave leave : Tuning.Leave.values()) {
                QueuedJobRunner runner = new QueuedJobRunner();
                Session session = open(runner);
                runner.runAll();
                session.schedule(asked, TuningChoice.Start.INHERITED);
                for (int job = 1; job < jobs; job++) {
                    runner.run(0);
                }
                assertEquals(2, session.history().entries().size());
                session.tuning().cancel(leave);
                runner.runAll();
                assertEquals(3, session.history().entries().size(), schedule + ", " + leave);
                assertEquals(
                        whole.history().entries().get(2).state().cost(),
                        session.history().entries().get(2).state().cost());
            }
        }
    }

    @Test
    void aCancelledScheduleKeepsTheRoundsThatAreOver() throws Refused {
        for (Tuning.Leave leave : Tuning.Leave.values()) {
            QueuedJobRunner runner = new QueuedJobRunner();
            Session session = open(runner);
            runner.runAll();
            session.schedule(
                    new ScheduledPruning(new Schedule.Iterative(5), FILTERS, settings(3)),
                    TuningChoice.Start.INHERITED);
            while (session.history().entries().size() < 3) {
                runner.run(0);
            }
            session.tuning().cancel(leave);
            runner.runAll();
            assertFalse(session.tuning().isActive());
            assertEquals(3, session.history().entries().size());
            assertEquals(
                    2,
                    Objects.requireNonNull(session.tuning().schedule()).ended().size());
        }
    }

    @Test
    void aLossThatIsNotANumberEndsItAndNamesTheRoundAndTheRate() throws Refused {
        Session session = open(new DirectJobRunner());
        FineTuning wild =
                new FineTuning(3, 16, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
        session.schedule(new ScheduledPruning(new Schedule.Iterative(2), FILTERS, wild), TuningChoice.Start.INHERITED);
        assertEquals(1, session.history().entries().size());
        assertEquals(
                "The schedule has ended in round 1: at a learning rate of 100 the loss was not a number any more."
                        + " Everything is as it was before. Try a smaller rate.",
                session.tuning().remark());
    }

    /** Two steps are an epoch, and a round: weights grow so fast that the loss is a number for a few of them. */
    @Test
    void whereALaterEpochDivergesTheRoundsBeforeAreKept() throws Refused {
        Session session = open(new DirectJobRunner());
        FineTuning wild =
                new FineTuning(10, 160, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
        session.schedule(
                new ScheduledPruning(new Schedule.Gradual(6, 0.9), FILTERS, wild), TuningChoice.Start.INHERITED);
        int rounds = session.history().entries().size() - 1;
        assertTrue(rounds > 0, session.tuning().remark());
        assertEquals(
                "The schedule has ended in epoch " + (rounds + 1)
                        + ": at a learning rate of 100 the loss was not a number"
                        + " any more. The rounds before are kept. Try a smaller rate.",
                session.tuning().remark());
    }
}
