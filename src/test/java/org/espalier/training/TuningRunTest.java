package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.data.Stripes;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.espalier.training.Tuned.Ending;
import org.espalier.training.TuningNews.Diverged;
import org.espalier.training.TuningNews.EpochEnded;
import org.espalier.training.TuningNews.Started;
import org.espalier.training.TuningNews.Stepped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** On the residual network with batch normalisation; 320 images in batches of 16, by two threads, are 20 steps an epoch. */
class TuningRunTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final Examples TRAINING = Stripes.shades(320, SHAPE);
    private static final Examples VALIDATION = Stripes.shades(30, SHAPE);

    private final Workers workers = new Workers(2);
    private final Network network = TinyNetworks.residual(CNN2DFormat.NHWC);

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void aTrainingTellsItsStartEveryStepAndEveryEpoch() throws Refused, JobCancelled {
        List<TuningNews> all = new ArrayList<>();
        try (TuningRun run = tuner().start(TRAINING, VALIDATION, settings(2, 0.02))) {
            for (Optional<TuningNews> news = run.next(Progress.NONE);
                    news.isPresent();
                    news = run.next(Progress.NONE)) {
                all.add(news.get());
            }
            assertEquals(2 * 320, run.images());
        }
        assertEquals(1 + 2 * (20 + 1), all.size());
        assertInstanceOf(Started.class, all.get(0));
        Stepped step = assertInstanceOf(Stepped.class, all.get(26));
        assertEquals(25, step.step());
        assertEquals(40, step.steps());
        assertEquals(1.25, step.epochs());
        assertEquals(0.02, step.rate());
        assertTrue(step.secondsLeft() > 0);
        EpochReport first = assertInstanceOf(EpochEnded.class, all.get(21)).report();
        double mean = all.subList(1, 21).stream()
                .mapToDouble(news -> ((Stepped) news).loss())
                .average()
                .orElseThrow();
        assertEquals(mean, first.loss(), 1e-9);
        assertEquals(1, first.epoch());
        assertEquals(2, assertInstanceOf(EpochEnded.class, all.get(42)).report().epoch());
    }

    @Test
    void whatComesBetweenTwoStepsChangesNothing() throws Refused, JobCancelled {
        Tuned whole = tuner().run(TRAINING, VALIDATION, settings(2, 0.02), Progress.NONE, report -> {});
        try (TuningRun run = tuner().start(TRAINING, VALIDATION, settings(2, 0.02));
                TuningRun other = tuner().start(TRAINING, VALIDATION, settings(1, 0.5))) {
            while (run.next(Progress.NONE).isPresent()) {
                other.next(Progress.NONE);
                run.best();
            }
            assertEquals(
                    whole.network().engine().params(),
                    run.best().network().engine().params());
            assertEquals(Ending.COMPLETE, run.best().ending());
            assertEquals(whole.bestEpoch(), run.best().bestEpoch());
        }
    }

    /** Cancels at the first, second, third … question, later at some, until a training comes to its end. */
    @Test
    void wheneverItIsCancelledTheBestSoFarIsThereAndTheNetworkIsAsItWas() throws Refused, JobCancelled {
        INDArray before = network.engine().params().dup();
        INDArray start = bestAfter(0);
        INDArray afterOne = bestAfter(1);
        INDArray afterTwo = bestAfter(2);
        assertTrue(
                !start.equals(afterOne) && !afterOne.equals(afterTwo),
                "each epoch is to be better than the one before");
        int questions = 0;
        int trials = 0;
        boolean cancelled = true;
        while (cancelled) {
            int[] left = {questions};
            questions += questions < 60 ? 1 : 97;
            Progress cancels = (done, total) -> {
                if (left[0]-- <= 0) {
                    throw new JobCancelled();
                }
            };
            try (TuningRun run = tuner().start(TRAINING, VALIDATION, settings(2, 0.02))) {
                cancelled = isCancelled(run, cancels);
                trials++;
                assertEquals(
                        List.of(start, afterOne, afterTwo).get(run.reports().size()),
                        run.best().network().engine().params());
                assertEquals(
                        cancelled ? Ending.STOPPED : Ending.COMPLETE, run.best().ending());
            }
            assertEquals(before, network.engine().params());
        }
        // 40 steps, in each of which at least one of the 12 layers asks there and back.
        assertTrue(questions > 40 * 2 * 12 / 2, "it was asked " + questions + " times in " + trials + " trainings");
    }

    private boolean isCancelled(TuningRun run, Progress progress) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = run.next(progress).isPresent();
            }
            return false;
        } catch (JobCancelled stopped) {
            assertTrue(assertNextIsNothing(run), "a step that was cut short is not followed by another");
            return true;
        }
    }

    private static boolean assertNextIsNothing(TuningRun run) {
        try {
            return run.next(Progress.NONE).isEmpty();
        } catch (JobCancelled never) {
            throw new AssertionError(never);
        }
    }

    private INDArray bestAfter(int epochs) throws Refused, JobCancelled {
        try (TuningRun run = tuner().start(TRAINING, VALIDATION, settings(2, 0.02))) {
            while (run.reports().size() < epochs) {
                run.next(Progress.NONE);
            }
            return run.best().network().engine().params();
        }
    }

    @Test
    void aLossThatIsNotANumberEndsItAndTheRateIsSaid() throws Refused, JobCancelled {
        FineTuning wild = new FineTuning(20, 24, new LearningRate.Steps(0.01, 1, 1), new Optimiser.Sgd(0), 0, 1);
        FineTuning wilder =
                new FineTuning(3, 16, new LearningRate.Constant(100), new Optimiser.Nesterov(0.999, 0.9), 0, 1);
        assertEquals(Ending.COMPLETE, ended(wild).ending());
        try (TuningRun run = tuner().start(TRAINING, VALIDATION, wilder)) {
            Optional<TuningNews> last = Optional.empty();
            for (Optional<TuningNews> news = run.next(Progress.NONE);
                    news.isPresent();
                    news = run.next(Progress.NONE)) {
                last = news;
            }
            assertEquals(new Diverged(100), last.orElseThrow());
            assertEquals(Ending.DIVERGED, run.best().ending());
            assertEquals(0, run.best().network().brokenParameters());
        }
    }

    private Tuned ended(FineTuning settings) throws Refused, JobCancelled {
        return tuner().run(TRAINING, VALIDATION, settings, Progress.NONE, report -> {});
    }

    @Test
    void aBatchLargerThanTheSplitIsRefusedBeforeTheFirstStep() {
        FineTuning large = new FineTuning(1, 321, new LearningRate.Constant(0.1), Optimiser.adam(), 0, 1);
        assertEquals(
                "training.batchTooLarge",
                assertThrows(Refused.class, () -> tuner().start(TRAINING, VALIDATION, large))
                        .key());
    }

    private FineTuner tuner() {
        BitSet silenced = new BitSet();
        silenced.set(network.units().groupOf("conv2").units().get(1));
        return new FineTuner(network, PruningMask.ofUnits(silenced), workers);
    }

    private static FineTuning settings(int epochs, double rate) {
        return new FineTuning(epochs, 16, new LearningRate.Constant(rate), Optimiser.adam(), 0, 1);
    }
}
