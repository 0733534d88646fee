package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.espalier.data.DataSet;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.session.PublishedResult.Recipe;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;

/**
 * Runs a {@link PublishedResult} from a seed: trains its network from fresh weights, prunes and trains it in rounds, and
 * measures each. The test images are only looked at; nothing is chosen by them.
 */
public final class Reproduction {

    /** Far from the seeds that trainings use themselves. */
    private static final long APART = 1_000_003;

    private final PublishedResult result;
    private final DataSet data;
    private final Recipe recipe;

    /**
     * A network as it was measured.
     *
     * @param round 0 for the dense one
     * @param validation share of the validation images classified right
     * @param test share of the test images
     * @param redrawn share of the test images under the same mask from fresh weights; empty where that was not run
     */
    public record Point(
            int round, long parameters, long multiplyAdds, double validation, double test, OptionalDouble redrawn) {}

    /**
     * What came of one seed.
     *
     * @param points by round, the dense one first
     */
    public record Outcome(long seed, List<Point> points) {
        public Outcome {
            points = List.copyOf(points);
        }

        public Point dense() {
            return points.get(0);
        }

        /** How many times fewer parameters than in the dense network. */
        public double times(Point point) {
            return (double) dense().parameters() / point.parameters();
        }

        /** The smallest network that the validation images find within a tolerance of the dense one; it may be that itself. */
        public Point smallestWithin(double tolerance) {
            Point smallest = dense();
            for (Point point : points) {
                boolean within = point.validation() >= dense().validation() - tolerance - 1e-12;
                smallest = within && point.parameters() < smallest.parameters() ? point : smallest;
            }
            return smallest;
        }
    }

    /**
     * A run on its way.
     *
     * @param each takes each network as it is measured
     */
    private record Running(long seed, Epochs epochs, Consumer<Point> each) {}

    /** How many epochs of all trainings of a run are over, with the part of the one that goes on. */
    private static final class Epochs {

        /** So finely an epoch is told. */
        private static final long PARTS = 1_000;

        private final Progress progress;
        private final long all;
        private long over;

        Epochs(Recipe recipe, Progress progress) {
            this.progress = progress;
            int ofRound = recipe.round().epochs();
            boolean isTicket = recipe.schedule() instanceof Schedule.LotteryTicket;
            long dense = isTicket ? 0 : recipe.dense().epochs();
            long redrawn = recipe.redraws() ? (long) recipe.schedule().rounds(ofRound) * ofRound : 0;
            this.all = dense + recipe.schedule().epochs(ofRound) + redrawn;
        }

        /** Of trainings of so many epochs, each from where the one before has ended. */
        Progress of(FineTuning settings) {
            return (done, total) -> {
                long part = total == 0 ? 0 : settings.epochs() * PARTS * done / total;
                progress.report(over * PARTS + part, all * PARTS);
            };
        }

        void end(FineTuning settings) {
            over += settings.epochs();
        }
    }

    /** @param quick a small one of the same kind, for a look in minutes */
    public Reproduction(PublishedResult result, DataSet data, boolean quick) {
        this(result, data, quick ? result.quick() : result.full());
    }

    Reproduction(PublishedResult result, DataSet data, Recipe recipe) {
        this.result = result;
        this.data = data;
        this.recipe = recipe;
    }

    /**
     * Runs it.
     *
     * @param progress over the epochs of all trainings of the run
     * @param soFar takes each network as it is measured
     * @throws Refused where the data cannot be used, or a loss was not a number any more
     */
    public Outcome run(long seed, Progress progress, Consumer<? super Point> soFar) throws Refused, JobCancelled {
        ModelSource source = new ModelSource.Demo(result.network());
        List<Point> points = new ArrayList<>();
        try (Experiment on = Experiment.open(source, data, EngineSettings.ofThisMachine())) {
            Running running = new Running(seed, new Epochs(recipe, progress), point -> {
                points.add(point);
                soFar.accept(point);
            });
            if (recipe.schedule() instanceof Schedule.LotteryTicket ticket) {
                Schedule own = new Schedule.LotteryTicket(ticket.rounds(), ticket.rewind(), seed);
                run(on, on.opened(), own, running);
            } else {
                SessionState dense = fresh(on, on.opened(), recipe.dense().withSeed(seed), running.epochs);
                running.each.accept(measured(on, 0, dense, OptionalDouble.empty()));
                run(on, dense, recipe.schedule(), running);
            }
        }
        return new Outcome(seed, points);
    }

    private void run(Experiment on, SessionState begin, Schedule schedule, Running running)
            throws Refused, JobCancelled {
        ScheduledPruning asked =
                new ScheduledPruning(schedule, recipe.goal(), recipe.round().withSeed(running.seed));
        List<SessionState> rounds = new ArrayList<>();
        try (ScheduleTraining training = ScheduleTraining.of(on, begin, asked)) {
            String remark = training.run(running.epochs.of(asked.tuning()), news -> {
                        if (news instanceof TrainingNews.RoundEnded ended) {
                            rounds.add(ended.state());
                            running.epochs.end(asked.tuning());
                        }
                    })
                    .remark();
            if (!remark.isEmpty()) {
                throw new Refused("session.reproduce.ended", remark);
            }
        }
        for (SessionState state : rounds) {
            int round = ((Step.Round) state.step()).place().round();
            boolean redraws = recipe.redraws() && round > 0;
            OptionalDouble redrawn = OptionalDouble.empty();
            if (redraws) {
                SessionState other = fresh(on, state, recipe.round().withSeed(running.seed + APART), running.epochs);
                redrawn = OptionalDouble.of(test(on, other));
            }
            running.each.accept(measured(on, round, state, redrawn));
        }
    }

    /** What a state is, trained from fresh weights. */
    private static SessionState fresh(Experiment on, SessionState state, FineTuning settings, Epochs epochs)
            throws Refused, JobCancelled {
        try (ScratchTraining training = new ScratchTraining(on, state, settings)) {
            EngineTraining.End end = training.run(epochs.of(settings), news -> {});
            epochs.end(settings);
            if (end.state() == null) {
                throw new Refused("session.reproduce.ended", end.remark());
            }
            return Objects.requireNonNull(end.state());
        }
    }

    private static Point measured(Experiment on, int round, SessionState state, OptionalDouble redrawn)
            throws Refused, JobCancelled {
        double validation = ((Step.Trained) state.step()).endAccuracy();
        return new Point(
                round, state.cost().parameters(), state.cost().multiplyAdds(), validation, test(on, state), redrawn);
    }

    private static double test(Experiment on, SessionState state) throws Refused, JobCancelled {
        return on.evaluateOnTest(state.weights(), state.mask(), Progress.NONE).accuracy();
    }
}
