package org.espalier.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSet;
import org.espalier.data.ImageShape;
import org.espalier.data.Split;
import org.espalier.data.Stripes;
import org.espalier.job.QueuedJobRunner;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.TinyNetworks;
import org.espalier.session.Goal;
import org.espalier.session.History;
import org.espalier.session.Schedule;
import org.espalier.session.ScheduledPruning;
import org.espalier.session.Session;
import org.espalier.session.Step;
import org.espalier.session.TuningCourse;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;
import org.espalier.ui.chart.Recovery;
import org.espalier.ui.chart.TuningContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a window, on the residual network: conv2 has 3 units, conv4 5. */
class TuningFeedTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final DataSet DATA = DataSet.of(
            "shades",
            List.of("dark", "grey", "bright"),
            Map.of(Split.TRAINING, Stripes.shades(320, SHAPE), Split.VALIDATION, Stripes.shades(60, SHAPE)));

    @TempDir
    private Path folder;

    private final QueuedJobRunner runner = new QueuedJobRunner();
    private Session session;

    @BeforeEach
    void open() throws Refused {
        Text.use(Locale.ENGLISH);
        Path model = folder.resolve("residual.zip");
        ModelFile.write(TinyNetworks.residual(CNN2DFormat.NHWC).engine(), model);
        session = new Session(runner, new EngineSettings(2, 64 << 20));
        session.open(new ModelSource.File(model), () -> DATA);
        runner.runAll();
    }

    @AfterEach
    void close() {
        session.experiment().close();
    }

    /** 4 of 5 in two rounds are 3 and 4 units of conv4, 1 and 2 of conv2. */
    @Test
    void theArrowOfARoundStandsAtTheRoundsOwnParametersAndStaysOnceItIsOver() {
        start(new Schedule.Iterative(2), 2);
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

        runner.runAll();
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
        start(new Schedule.LotteryTicket(1, 0, 5), 1);
        runner.runAll();
        List<Recovery> over = TuningFeed.recoveries(session);
        assertEquals(2, over.size());
        assertTrue(over.stream().allMatch(Recovery::fresh));
        assertEquals(session.experiment().denseCost().parameters(), over.get(0).parameters());
    }

    /** Two thirds of 6 epochs prune: round 5 is epochs 5 and 6. */
    @Test
    void theEpochsOfAGradualTrainingAreNumberedThrough() {
        start(new Schedule.Gradual(4, 2.0 / 3), 6);
        untilEpochsOfRound(5, 1);
        TuningContent running = TuningFeed.of(session);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5),
                running.epochs().stream().map(TuningContent.Epoch::number).toList());
        runner.runAll();
        TuningContent over = TuningFeed.of(session);
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6),
                over.epochs().stream().map(TuningContent.Epoch::number).toList());
        assertTrue(
                TuningFeed.recoveries(session).stream()
                        .allMatch(recovery -> recovery.from().isEmpty()),
                "a network in the middle of an epoch is not measured");
    }

    private void start(Schedule schedule, int epochs) {
        Goal goal = new Goal.ByTarget(session.history()
                .current()
                .state()
                .plan()
                .withShare("conv2", 0.67)
                .withShare("conv4", 0.8));
        FineTuning settings = new FineTuning(epochs, 16, new LearningRate.Constant(0.02), Optimiser.adam(), 0, 1);
        session.schedule(new ScheduledPruning(schedule, goal, settings), TuningChoice.Start.INHERITED);
    }

    /** Piece by piece, since a paused training does no more than that. */
    private void untilEpochsOfRound(int round, int epochs) {
        while (Objects.requireNonNull(session.tuning().schedule()).round() < round
                || course().epochs().size() < epochs) {
            session.tuning().pause();
            runner.runAll();
            assertTrue(session.tuning().isActive());
            session.tuning().resume();
            session.tuning().pause();
            runner.run(0);
            session.tuning().resume();
        }
    }

    private TuningCourse course() {
        return Objects.requireNonNull(session.tuning().course());
    }
}
