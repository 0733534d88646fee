package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.job.Workers;
import org.espalier.network.LayerKinds;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;

class FreshStartTest {

    private final Network network = TinyNetworks.residual(CNN2DFormat.NHWC);

    @Test
    void theSameSeedDrawsTheSameWeightsAndAnotherOneOthers() {
        Network fresh = FreshStart.of(network, 5);
        assertArrayEquals(fresh.weights("conv4"), FreshStart.of(network, 5).weights("conv4"));
        assertNotEquals(fresh.weights("conv4")[0], FreshStart.of(network, 6).weights("conv4")[0]);
        assertNotEquals(fresh.weights("conv4")[0], network.weights("conv4")[0]);
        assertEquals(network.parameters(), fresh.parameters());
    }

    @Test
    void theNetworkStaysAsItIsAndNormalisationsStartAtTheirUsualValues() {
        float[] before = network.weights("conv1");
        Network fresh = FreshStart.of(network, 5);
        assertArrayEquals(before, network.weights("conv1"));
        assertArrayEquals(new float[] {1, 1, 1, 1}, fresh.values("bn1", "gamma"));
        assertArrayEquals(new float[] {0, 0, 0, 0}, fresh.values("bn1", "mean"));
        assertArrayEquals(new float[] {0, 0, 0, 0}, fresh.values("conv1", "b"));
    }

    /** Xavier's: a variance of 2/(inputs + units) = 2/(4·9 + 5·9) of the 180 weights of conv4. */
    @Test
    void weightsAreDrawnAsTheLayersConfigurationSays() {
        double sum = 0;
        int count = 0;
        for (long seed = 1; seed <= 40; seed++) {
            for (float weight : FreshStart.of(network, seed).weights("conv4")) {
                sum += (double) weight * weight;
                count++;
            }
        }
        assertEquals(2.0 / 81, sum / count, 0.002, "over " + count);
    }

    @Test
    void everyKindThatIsTrainedCanStartAnewButForWhatIsHeld() throws Refused {
        try (Workers one = new Workers(1)) {
            for (Map.Entry<String, Network> kind : LayerKinds.all().entrySet()) {
                Network network = kind.getValue();
                if (!TrainedKindsTest.REFUSED.contains(kind.getKey())) {
                    Network fresh = FreshStart.of(network, 5);
                    try (TrainingPlan plan = TinyTraining.plan(fresh, PruningMask.NONE, Optimiser.adam(), one)) {
                        float loss = plan.step(
                                TinyTraining.images(network, 1),
                                TinyTraining.labels(network),
                                TinyTraining.BATCH,
                                0.01);
                        assertTrue(Float.isFinite(loss), kind.getKey());
                    }
                    boolean isHeld = kind.getKey().startsWith("frozen");
                    if (isHeld) {
                        assertArrayEquals(network.values("kind", "W"), fresh.values("kind", "W"));
                        assertFalse(Arrays.equals(network.values("conv1", "W"), fresh.values("conv1", "W")));
                    }
                }
            }
        }
    }
}
