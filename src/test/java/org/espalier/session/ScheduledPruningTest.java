package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.QueuedJobRunner;
import org.espalier.measure.Evaluation;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Granularity;
import org.espalier.text.Refused;
import org.espalier.training.TuningChoice;
import org.junit.jupiter.api.Test;

/** What schedules come to. */
class ScheduledPruningTest extends ScheduledSessions {

    /** 4 of 5 in two rounds: 1 − √0.2 = 0.553 of 5 are 3 units; 2 of 3: 1 − √0.33 = 0.426 are 1. */
    @Test
    void eachRoundIsAStepInTheHistoryAndTheSharesAreOfTheOriginalWidth() throws Refused {
        Session session = open(new DirectJobRunner());
        session.schedule(
                new ScheduledPruning(new Schedule.Iterative(2), FILTERS, settings(2)), TuningChoice.Start.INHERITED);
        assertEquals("", session.tuning().remark());
        List<History.Entry> entries = session.history().entries();
        assertEquals(3, entries.size());
        assertEquals(List.of(3, 1), silenced(session, entries.get(1)));
        assertEquals(List.of(4, 2), silenced(session, entries.get(2)));
        BitSet first = entries.get(1).state().mask().units();
        first.andNot(entries.get(2).state().mask().units());
        assertTrue(first.isEmpty(), "what is gone stays gone");
        assertEquals(1, entries.get(2).parent().orElseThrow());
        assertEquals(2, session.history().current().id());
        Step.Round round = assertInstanceOf(
                Step.Round.class, session.history().current().state().step());
        assertEquals(2, round.place().round());
        assertEquals(2, round.place().rounds());
        assertEquals(entries.get(2).state().cost().parameters(), round.place().parameters());
        Evaluation measured = Objects.requireNonNull(session.shown().evaluation());
        assertEquals(round.endAccuracy(), measured.accuracy(), 1e-9, "two ways to the same accuracy");
        assertEquals(2, session.shown().state().weights().trainings().size());
    }

    @Test
    void thePathIsWhatTheRoundsComeTo() throws Refused {
        for (Schedule schedule : List.of(
                new Schedule.OneShot(),
                new Schedule.Iterative(3),
                new Schedule.Gradual(4, 0.5),
                new Schedule.LotteryTicket(2, 0, 5))) {
            Session session = open(new DirectJobRunner());
            ScheduledPruning asked = new ScheduledPruning(schedule, FILTERS, settings(4));
            List<PathPoint> path = path(session, asked).points();
            assertEquals(1, session.history().entries().size(), "a preview changes nothing");
            session.schedule(asked, TuningChoice.Start.INHERITED);
            for (History.Entry entry : session.history().entries()) {
                if (entry.state().step() instanceof Step.Round round) {
                    long expected = path.stream()
                            .filter(point ->
                                    point.stop().round() <= round.place().round())
                            .reduce((before, after) -> after)
                            .map(point -> point.cost().parameters())
                            .orElse(session.experiment().denseCost().parameters());
                    assertEquals(expected, round.place().parameters(), round + " of " + schedule);
                    assertEquals(expected, entry.state().cost().parameters());
                }
            }
            assertEquals(
                    path.get(path.size() - 1).cost(),
                    session.history().current().state().cost());
        }
    }

    /** Two of five are gone for good; four in all are the goal. */
    @Test
    void thePathOfATunedStateBeginsWithWhatIsThereAndARoundThatTakesNothingDoesNotCount() throws Refused {
        Goal more = new Goal.ByTarget(UNITS.withShare("conv4", 0.8));
        for (Schedule schedule :
                List.of(new Schedule.OneShot(), new Schedule.Iterative(5), new Schedule.Gradual(5, 0.5))) {
            Session session = tunedWithoutTwo();
            long there = session.shown().state().cost().parameters();
            ScheduledPruning asked = new ScheduledPruning(schedule, more, settings(2));
            SchedulePath path = path(session, asked);
            assertEquals(there, path.start().parameters());
            assertEquals(schedule instanceof Schedule.OneShot ? 1 : 2, path.removals(), "one by one: " + schedule);
            int before = session.history().entries().size();
            session.schedule(asked, TuningChoice.Start.INHERITED);
            List<Long> rounds = session
                    .history()
                    .entries()
                    .subList(before, session.history().entries().size())
                    .stream()
                    .map(entry -> entry.state().cost().parameters())
                    .toList();
            assertTrue(rounds.get(0) <= there, "nothing that is gone comes back: " + rounds);
            assertEquals(path.end().parameters(), rounds.get(rounds.size() - 1));
            assertTrue(path.end().parameters() < there);
        }
        Session session = tunedWithoutTwo();
        SchedulePath ticket =
                path(session, new ScheduledPruning(new Schedule.LotteryTicket(5, 0, 1), more, settings(2)));
        assertEquals(session.experiment().denseCost(), ticket.start(), "of fresh weights nothing is gone");
        assertEquals(4, ticket.removals(), "four units in five rounds");
    }

    @Test
    void whereTheGoalIsReachedAlreadyThePathSaysSo() throws Refused {
        Session session = tunedWithoutTwo();
        Goal reached = new Goal.ByTarget(session.shown().state().plan());
        for (Schedule schedule : List.of(new Schedule.Iterative(5), new Schedule.Gradual(5, 0.5))) {
            SchedulePath path = path(session, new ScheduledPruning(schedule, reached, settings(2)));
            assertTrue(path.removesNothing());
            assertEquals(session.shown().state().cost(), path.start());
            assertEquals(path.start(), path.end());
        }
        SchedulePath ticket =
                path(session, new ScheduledPruning(new Schedule.LotteryTicket(2, 0, 1), reached, settings(2)));
        assertFalse(ticket.removesNothing());
    }

    private Session tunedWithoutTwo() throws Refused {
        Session session = open(new DirectJobRunner());
        session.preview("conv4", 0.4);
        session.commit();
        session.tune(settings(1));
        assertFalse(session.shown().state().weights().areOpened());
        return session;
    }

    /** 90 % of 447 weights are 402; a tenth is left of all layers together, wherever it stands. */
    @Test
    void aGlobalGoalIsMetByAllLayersTogether() throws Refused {
        Session session = open(new DirectJobRunner());
        session.use(Granularity.WEIGHTS);
        Set<String> layers = Set.of("conv1", "conv2", "conv3", "conv4", "output");
        Goal goal = new Goal.Global(WEIGHTS, layers, 0.9);
        ScheduledPruning asked = new ScheduledPruning(new Schedule.Iterative(2), goal, settings(2));
        List<PathPoint> path = path(session, asked).points();
        session.schedule(asked, TuningChoice.Start.INHERITED);
        PruningMask mask = session.shown().state().mask();
        int removed = layers.stream().mapToInt(mask::removedWeights).sum();
        assertEquals(402, removed);
        assertEquals(
                path.get(1).cost().parameters(), session.shown().state().cost().parameters());
        Network tuned = tuned(session);
        for (String layer : mask.layersWithRemovedWeights()) {
            float[] weights = tuned.weights(layer);
            Objects.requireNonNull(mask.weightsOf(layer)).places().stream()
                    .forEach(place -> assertEquals(0f, weights[place]));
        }
    }

    @Test
    void aGradualTrainingLeavesAStatePerEpochWhileItPrunes() throws Refused {
        Session session = open(new DirectJobRunner());
        session.use(Granularity.WEIGHTS);
        Goal goal = new Goal.ByTarget(WEIGHTS.withShare("conv2", 0.75).withShare("conv4", 0.9));
        session.schedule(
                new ScheduledPruning(new Schedule.Gradual(4, 0.5), goal, settings(4)), TuningChoice.Start.INHERITED);
        List<History.Entry> entries = session.history()
                .entries()
                .subList(2, session.history().entries().size());
        assertEquals(3, entries.size());
        long before = Long.MAX_VALUE;
        for (History.Entry entry : entries) {
            long left = entry.state().cost().parameters();
            assertTrue(left < before);
            before = left;
        }
        // Updates are after half an epoch, one, one and a half, and two: 0.75·(1 − 27/64) of 108, 0.75·63/64, all.
        assertEquals(47, entries.get(0).state().mask().removedWeights("conv2"));
        assertEquals(80, entries.get(1).state().mask().removedWeights("conv2"));
        assertEquals(81, entries.get(2).state().mask().removedWeights("conv2"));
        assertEquals(162, entries.get(2).state().mask().removedWeights("conv4"));
        Step.Round last = (Step.Round) entries.get(2).state().step();
        assertEquals(2, last.epochs().size());
        assertEquals(3, last.epochs().get(0).epoch());
        assertEquals(
                last.endAccuracy(),
                Objects.requireNonNull(session.shown().evaluation()).accuracy(),
                1e-9);
        assertTrue(last.endAccuracy() > 0.9, "it learns: " + last.endAccuracy());
    }

    @Test
    void aPausedScheduleComesToTheSameNetworks() throws Refused {
        for (Schedule schedule :
                List.of(new Schedule.Iterative(2), new Schedule.Gradual(3, 0.5), new Schedule.LotteryTicket(1, 1, 3))) {
            ScheduledPruning asked = new ScheduledPruning(schedule, FILTERS, settings(2));
            Session whole = open(new DirectJobRunner());
            whole.schedule(asked, TuningChoice.Start.INHERITED);
            QueuedJobRunner runner = new QueuedJobRunner();
            Session session = open(runner);
            runner.runAll();
            session.schedule(asked, TuningChoice.Start.INHERITED);
            for (int i = 0; i < 25; i++) {
                session.tuning().pause();
                runner.runAll();
                assertEquals(Tuning.Phase.PAUSED, session.tuning().phase());
                session.tuning().resume();
                runner.run(0);
            }
            runner.runAll();
            assertFalse(session.tuning().isActive());
            assertEquals(
                    whole.history().entries().size(),
                    session.history().entries().size());
            assertArrayEquals(tuned(whole).weights("conv1"), tuned(session).weights("conv1"));
            assertArrayEquals(tuned(whole).values("bn1", "mean"), tuned(session).values("bn1", "mean"));
        }
    }

    @Test
    void theCourseTellsHowFarItIs() throws Refused {
        QueuedJobRunner runner = new QueuedJobRunner();
        Session session = open(runner);
        runner.runAll();
        session.schedule(
                new ScheduledPruning(new Schedule.Iterative(2), FILTERS, settings(3)), TuningChoice.Start.INHERITED);
        ScheduleCourse course = Objects.requireNonNull(session.tuning().schedule());
        assertEquals(0, course.progress());
        assertTrue(course.secondsLeft().isEmpty());
        double before = 0;
        while (session.tuning().isActive()) {
            runner.run(0);
            assertTrue(course.progress() >= before, before + " to " + course.progress());
            before = course.progress();
        }
        assertEquals(1, course.progress(), 1e-12);
        assertEquals(0, course.secondsLeft().orElseThrow(), 1e-9);
        assertEquals(2, course.round());
        assertEquals(120, course.losses().points().size());
        assertEquals(6, course.losses().points().get(119).epochs(), 1e-9);
        assertEquals(
                session.history().entries().get(1),
                Objects.requireNonNull(session.tuning().course()).begin());
    }
}
