package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
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
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Masks that grow while a network is trained, on the residual network: 20 steps an epoch. */
class GrowingMaskTest {

    private static final ImageShape SHAPE = new ImageShape(8, 8, 1);
    private static final Examples TRAINING = Stripes.shades(320, SHAPE);
    private static final Examples VALIDATION = Stripes.shades(30, SHAPE);
    private static final List<Optimiser> OPTIMISERS = List.of(
            new Optimiser.Sgd(0.01),
            new Optimiser.Nesterov(0.9, 0.01),
            new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01),
            new Optimiser.AdamW(0.9, 0.999, 1e-8, 0.01));

    private final Workers workers = new Workers(2);
    private final Network network = TinyNetworks.residual(CNN2DFormat.NHWC);

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void aMaskThatDoesNotGrowChangesNothing() throws Refused, JobCancelled {
        for (Optimiser optimiser : OPTIMISERS) {
            Network whole = trained(optimiser, units(1), units(1), false);
            Network interrupted = trained(optimiser, units(1), units(1), true);
            for (String layer : List.of("conv1", "conv2", "conv4", "output")) {
                assertArrayEquals(whole.weights(layer), interrupted.weights(layer), optimiser.toString());
            }
            assertArrayEquals(whole.values("bn1", "mean"), interrupted.values("bn1", "mean"), 1e-6f);
        }
    }

    @Test
    void weightsThatGoLaterStayZeroWhateverTheMomentum() throws Refused, JobCancelled {
        for (Optimiser optimiser : OPTIMISERS) {
            int[] order = new int[108];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            PruningMask few = PruningMask.ofWeights(Map.of("conv2", new RemovedWeights(order, 20)));
            PruningMask more = PruningMask.ofWeights(Map.of("conv2", new RemovedWeights(order, 60)));
            float[] weights = trained(optimiser, few, more, true).weights("conv2");
            float[] before = network.weights("conv2");
            for (int i = 0; i < weights.length; i++) {
                if (i < 60) {
                    assertEquals(0f, weights[i], optimiser.toString());
                } else {
                    assertNotEquals(before[i], weights[i], optimiser.toString());
                }
            }
        }
    }

    /** What is read by others of a unit that goes is zero; the units that stay have learned on. */
    @Test
    void unitsThatGoLaterAreNotTrainedAnyMore() throws Refused, JobCancelled {
        for (Optimiser optimiser : OPTIMISERS) {
            try (TuningRun run = tuner(units(1)).start(TRAINING, VALIDATION, settings(optimiser))) {
                goOn(run, 26);
                float[] then = run.latest().weights("conv2");
                run.silence(units(2));
                goOn(run, 10);
                float[] now = run.latest().weights("conv2");
                for (int i = 0; i < now.length; i++) {
                    boolean gone = i / 36 < 2;
                    assertEquals(gone, then[i] == now[i], optimiser + " at " + i);
                }
            }
        }
    }

    @Test
    void theBestIsLookedForAnew() throws Refused, JobCancelled {
        try (TuningRun run = tuner(units(1)).start(TRAINING, VALIDATION, settings(Optimiser.adam()))) {
            goOn(run, 45);
            assertTrue(run.best().bestEpoch() > 0);
            run.silence(units(2));
            assertEquals(0, run.best().bestEpoch());
            while (run.next(Progress.NONE).isPresent()) {
                assertTrue(run.best().bestEpoch() == 0 || run.best().bestEpoch() > 2);
            }
            assertTrue(run.best().bestEpoch() > 2);
        }
    }

    private Network trained(Optimiser optimiser, PruningMask first, PruningMask then, boolean grows)
            throws Refused, JobCancelled {
        try (TuningRun run = tuner(first).start(TRAINING, VALIDATION, settings(optimiser))) {
            goOn(run, 26);
            if (grows) {
                run.silence(then);
            }
            for (Optional<TuningNews> news = run.next(Progress.NONE);
                    news.isPresent();
                    news = run.next(Progress.NONE)) {
                assertTrue(!(news.get() instanceof TuningNews.Diverged));
            }
            return run.latest();
        }
    }

    private static void goOn(TuningRun run, int pieces) throws JobCancelled {
        for (int i = 0; i < pieces; i++) {
            assertTrue(run.next(Progress.NONE).isPresent());
        }
    }

    private FineTuner tuner(PruningMask mask) {
        return new FineTuner(network, mask, workers);
    }

    /** The first units of conv2, which has three of 36 weights. */
    private PruningMask units(int count) {
        BitSet silenced = new BitSet();
        for (int i = 0; i < count; i++) {
            silenced.set(network.units().groupOf("conv2").units().get(i));
        }
        return PruningMask.ofUnits(silenced);
    }

    private static FineTuning settings(Optimiser optimiser) {
        return new FineTuning(4, 16, new LearningRate.Constant(0.01), optimiser, 0, 1);
    }
}
