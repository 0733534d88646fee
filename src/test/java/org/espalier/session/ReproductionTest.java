package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.espalier.data.DataSets;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.measure.EngineSettings;
import org.espalier.network.ModelSource;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.PublishedResult.Recipe;
import org.espalier.session.Reproduction.Outcome;
import org.espalier.session.Reproduction.Point;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.junit.jupiter.api.Test;

/** Short runs on the digits inside the program. */
class ReproductionTest {

    /** Half of 266,200 weights stay in a first round, a quarter in a second; and 410 biases. */
    @Test
    void itTrainsItsNetworkItselfAndMeasuresEachRound() throws Refused, JobCancelled {
        Recipe recipe = new Recipe(settings(2), new Schedule.Iterative(2), global(0.75), settings(1), false);
        List<Point> told = new ArrayList<>();
        Outcome outcome = run(recipe, 3, told);
        assertEquals(told, outcome.points());
        assertEquals(
                List.of(266_610L, 133_510L, 66_960L),
                outcome.points().stream().map(Point::parameters).toList());
        assertEquals(0, outcome.dense().round());
        for (Point point : outcome.points()) {
            assertTrue(point.validation() > 0.85 && point.test() > 0.85, point.toString());
            assertTrue(point.redrawn().isEmpty());
        }
        assertEquals(outcome, run(recipe, 3, new ArrayList<>()), "the same seed, the same figures");
        assertNotEquals(outcome.points(), run(recipe, 4, new ArrayList<>()).points());
    }

    @Test
    void aTicketHasAControlInEachRoundWithTheSameMask() throws Refused, JobCancelled {
        Recipe recipe = new Recipe(settings(1), new Schedule.LotteryTicket(1, 0, 0), global(0.75), settings(1), true);
        Outcome outcome = run(recipe, 1, new ArrayList<>());
        assertEquals(2, outcome.points().size());
        assertTrue(outcome.dense().redrawn().isEmpty());
        double redrawn = outcome.points().get(1).redrawn().orElseThrow();
        assertTrue(redrawn > 0.8 && redrawn != outcome.points().get(1).test(), outcome.toString());
    }

    /** 2 epochs of the dense network and one in each of 2 rounds; a ticket and its dense network, and the control. */
    @Test
    void progressIsOverAllTrainingsOfARun() throws Refused, JobCancelled {
        for (Recipe recipe : List.of(
                new Recipe(settings(2), new Schedule.Iterative(2), global(0.75), settings(1), false),
                new Recipe(settings(9), new Schedule.LotteryTicket(1, 0, 0), global(0.75), settings(1), true))) {
            List<Double> told = new ArrayList<>();
            new Reproduction(PublishedResult.LENET_300_100, DataSets.embedded("mnist"), recipe)
                    .run(1, (done, total) -> told.add((double) done / total), point -> {});
            assertEquals(told.stream().sorted().toList(), told, "never backwards");
            assertEquals(0, told.get(0));
            assertEquals(1, told.get(told.size() - 1));
            long small = told.stream()
                    .filter(share -> share > 0 && share < 0.25)
                    .distinct()
                    .count();
            assertTrue(small > 10, () -> small + " of the first quarter");
        }
    }

    /** Dense 0.98 with 1,000 parameters; 0.979 with 500; 0.978 with 100, exactly at the edge; 0.9779 with 50. */
    @Test
    void theSmallestWithinATolerance() {
        Outcome outcome =
                new Outcome(1, List.of(point(1_000, 0.98), point(500, 0.979), point(100, 0.978), point(50, 0.9779)));
        assertEquals(100, outcome.smallestWithin(0.002).parameters());
        assertEquals(500, outcome.smallestWithin(0.0011).parameters());
        assertEquals(1_000, outcome.smallestWithin(0).parameters());
        assertEquals(10, outcome.times(outcome.smallestWithin(0.002)));
    }

    private static Point point(long parameters, double validation) {
        return new Point(0, parameters, 0, validation, 0.5, OptionalDouble.empty());
    }

    @Test
    void namesAreThoseOfTheCommand() throws Refused {
        assertEquals(List.of("lenet-300-100", "lenet-5", "lottery", "article-filters"), PublishedResult.names());
        assertEquals(PublishedResult.LOTTERY, PublishedResult.named("lottery"));
        String words =
                assertThrows(Refused.class, () -> PublishedResult.named("vgg")).sentence();
        assertTrue(words.contains("vgg") && words.contains("article-filters"), words);
    }

    @Test
    void aLossThatIsNotANumberEndsIt() {
        FineTuning wild =
                new FineTuning(1, 128, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
        Recipe recipe = new Recipe(wild, new Schedule.Iterative(1), global(0.5), settings(1), false);
        String words = assertThrows(Refused.class, () -> run(recipe, 1, new ArrayList<>()))
                .sentence();
        assertTrue(words.contains("learning rate of 100"), words);
    }

    /** What every recipe prunes is there in its network, and none goes further than a plan can. */
    @Test
    void everyRecipeCanBeRun() throws Refused, JobCancelled {
        for (PublishedResult result : PublishedResult.values()) {
            for (Recipe recipe : List.of(result.full(), result.quick())) {
                List<Schedule.Stop> stops =
                        recipe.schedule().stops(recipe.round().epochs());
                assertEquals(1, stops.get(stops.size() - 1).way());
                try (Experiment on = Experiment.open(
                        new ModelSource.Demo(result.network()), DataSets.embedded("mnist"), new EngineSettings(1, 0))) {
                    SessionState begin = on.pruned(recipe.goal().base());
                    SchedulePath path = ScheduleTraining.path(
                            on, begin, new ScheduledPruning(recipe.schedule(), recipe.goal(), recipe.round()));
                    double times =
                            (double) on.denseCost().parameters() / path.end().parameters();
                    assertTrue(times >= result.promised(), result + " goes to " + times);
                }
            }
        }
    }

    private static Outcome run(Recipe recipe, long seed, List<Point> told) throws Refused, JobCancelled {
        return new Reproduction(PublishedResult.LENET_300_100, DataSets.embedded("mnist"), recipe)
                .run(seed, Progress.NONE, told::add);
    }

    private static Goal global(double share) {
        return new Goal.Global(
                PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, 1), Set.of("dense1", "dense2", "output"), share);
    }

    private static FineTuning settings(int epochs) {
        return new FineTuning(epochs, 128, new LearningRate.Cosine(2e-3, 0), Optimiser.adam(), 0, 1);
    }
}
