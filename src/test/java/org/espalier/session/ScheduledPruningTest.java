package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.JobCancelled;
import org.espalier.job.JobRunner;
import org.espalier.job.Progress;
import org.espalier.job.QueuedJobRunner;
import org.espalier.job.Workers;
import org.espalier.measure.EngineSettings;
import org.espalier.measure.Evaluation;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.FineTuner;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the residual network: conv2 has 3 units, conv4 5. 320 images in batches of 16 are 20 steps an epoch. The weights of
 * its layers: conv1 36, conv2 108, conv3 108, conv4 180, output 15.
 */
class ScheduledPruningTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final Examples TRAINING = Stripes.shades(320, SHAPE);
    private static final Examples VALIDATION = Stripes.shades(60, SHAPE);
    private static final Map<Split, Examples> SPLITS = Map.of(Split.TRAINING, TRAINING, Split.VALIDATION, VALIDATION);
    private static final DataSet DATA = DataSet.of("shades", List.of("dark", "grey", "bright"), SPLITS);
    private static final PruningPlan UNITS = PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, Experiment.SEED);
    private static final PruningPlan WEIGHTS = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, Experiment.SEED);
    private static final Goal FILTERS =
            new Goal.ByTarget(UNITS.withShare("conv2", 0.67).withShare("conv4", 0.8));

    @TempDir
    private Path folder;

    private final List<Session> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.stream()
                .filter(Session::isOpen)
                .forEach(session -> session.experiment().close());
    }

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

    private static List<Integer> silenced(Session session, History.Entry entry) {
        PruningMask mask = entry.state().mask();
        return List.of(
                5 - mask.kept(session.experiment().network().units().behind("conv4")),
                3 - mask.kept(session.experiment().network().units().behind("conv2")));
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

    /** Rounding leaves nothing for the last removals; the best epoch of all may be one that an earlier round has left. */
    @Test
    void aGradualTrainingWhoseLastRemovalTakesNothingLeavesTheBestOfItsLastEpochs() throws Refused {
        Session session = open(new DirectJobRunner());
        Goal goal = new Goal.ByTarget(UNITS.withShare("conv4", 0.2));
        // It learns nothing, so the first epoch is as good as any.
        FineTuning still = new FineTuning(6, 16, new LearningRate.Constant(1e-30), new Optimiser.Sgd(0), 0, 1);
        session.schedule(
                new ScheduledPruning(new Schedule.Gradual(4, 2.0 / 3), goal, still), TuningChoice.Start.INHERITED);
        assertFalse(session.tuning().isActive());
        assertEquals(6, session.history().entries().size());
        Step.Round last = (Step.Round) session.history().current().state().step();
        assertEquals(5, last.place().round());
        assertEquals(2, last.epochs().size());
        assertEquals(1, last.bestEpoch());
    }

    @Test
    void aLotteryTicketGoesBackToWhereItsFirstTrainingBegan() throws Refused {
        Session session = open(new DirectJobRunner());
        session.use(Granularity.WEIGHTS);
        Goal goal = new Goal.ByTarget(WEIGHTS.withShare("conv4", 0.5));
        // A rate so small that weights stay where they were put, in float precision nearly.
        FineTuning still = new FineTuning(1, 16, new LearningRate.Constant(1e-30), new Optimiser.Sgd(0), 0, 1);
        session.schedule(
                new ScheduledPruning(new Schedule.LotteryTicket(1, 0, 5), goal, still), TuningChoice.Start.INHERITED);
        List<History.Entry> entries = session.history().entries();
        assertEquals(4, entries.size());
        Network dense = session.experiment().network(entries.get(2).state().weights());
        Network ticket = session.experiment().network(entries.get(3).state().weights());
        assertTrue(entries.get(2).state().mask().isEmpty());
        assertEquals(0, ((Step.Round) entries.get(2).state().step()).place().round());
        assertArrayEquals(dense.weights("conv2"), ticket.weights("conv2"));
        assertNotEquals(session.experiment().network().weights("conv2")[0], dense.weights("conv2")[0], "fresh ones");
        BitSet gone = Objects.requireNonNull(entries.get(3).state().mask().weightsOf("conv4"))
                .places();
        assertEquals(90, gone.cardinality());
        for (int i = 0; i < 180; i++) {
            assertEquals(gone.get(i) ? 0f : dense.weights("conv4")[i], ticket.weights("conv4")[i]);
        }
    }

    /** Trained once more by hand: the whole network for so many epochs, then what they left under the ticket's mask. */
    @Test
    void aTicketIsTrainedFromWhereTheEpochThatIsAskedForHasLeft() throws Refused, JobCancelled {
        FineTuning settings = settings(2);
        for (int rewind = 0; rewind < 2; rewind++) {
            Session session = open(new DirectJobRunner());
            session.schedule(
                    new ScheduledPruning(new Schedule.LotteryTicket(1, rewind, 5), FILTERS, settings),
                    TuningChoice.Start.INHERITED);
            assertEquals(4, silenced(session, session.history().current()).get(0));
            PruningMask mask = session.history().current().state().mask();
            try (Workers workers = new Workers(2)) {
                Network fresh = FreshStart.of(session.experiment().network(), 5);
                Network origin = afterEpochs(rewind, fresh, settings, workers);
                Network ticket = new FineTuner(origin, mask, workers)
                        .run(TRAINING, VALIDATION, settings.withSeed(3), Progress.NONE, epoch -> {})
                        .network();
                assertArrayEquals(ticket.weights("conv1"), tuned(session).weights("conv1"));
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScheduledPruning(new Schedule.LotteryTicket(1, 2, 5), FILTERS, settings));
    }

    private static Network afterEpochs(int count, Network network, FineTuning settings, Workers workers)
            throws Refused, JobCancelled {
        try (TuningRun run = new FineTuner(network, PruningMask.NONE, workers).start(TRAINING, VALIDATION, settings)) {
            while (run.reports().size() < count) {
                assertTrue(run.next(Progress.NONE).isPresent());
            }
            return run.latest();
        }
    }

    /** Nothing is better behind the first epoch, whose rate is the only one that does anything. */
    @Test
    void patienceDoesNotEndTheTrainingInFrontOfTickets() throws Refused {
        FineTuning impatient = new FineTuning(5, 16, new LearningRate.Steps(0.02, 1e-30, 1), Optimiser.adam(), 1, 1);
        Session session = open(new DirectJobRunner());
        session.schedule(
                new ScheduledPruning(new Schedule.LotteryTicket(1, 4, 5), FILTERS, impatient),
                TuningChoice.Start.INHERITED);
        Step.Round first =
                (Step.Round) session.history().entries().get(1).state().step();
        assertEquals(5, first.epochs().size());
    }

    /** Updates that are too late to remove anything more leave the best epoch where it is, in an earlier round. */
    @Test
    void aGradualTrainingWhoseLastUpdatesRemoveNothingEnds() throws Refused {
        for (int seed = 1; seed <= 3; seed++) {
            Session session = open(new DirectJobRunner());
            Goal few = new Goal.ByTarget(UNITS.withShare("conv4", 0.2));
            session.schedule(
                    new ScheduledPruning(
                            new Schedule.Gradual(12, 0.9), few, settings(4).withSeed(seed)),
                    TuningChoice.Start.INHERITED);
            List<History.Entry> entries = session.history().entries();
            Step.Round last =
                    (Step.Round) entries.get(entries.size() - 1).state().step();
            assertEquals(4, last.epochs().get(last.epochs().size() - 1).epoch());
            assertEquals("", session.tuning().remark());
        }
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

    private static SchedulePath path(Session session, ScheduledPruning asked) {
        List<SchedulePath> path = new ArrayList<>();
        session.preview(asked, path::add);
        return path.get(0);
    }

    private static Network tuned(Session session) throws Refused {
        return session.experiment().network(session.history().current().state().weights());
    }

    private static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
    }

    private Session open(JobRunner runner) throws Refused {
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        Session session = new Session(
                runner, new EngineSettings(2, 64 << 20), () -> new CheckpointFolder(folder.resolve("checkpoints")));
        session.open(new ModelSource.File(model), () -> DATA);
        session.tuning().restBehindEachStep();
        opened.add(session);
        return session;
    }
}
