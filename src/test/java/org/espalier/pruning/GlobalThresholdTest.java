package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** On dense layers of 12·7 = 84, 7·5 = 35 and 5·3 = 15 weights. */
class GlobalThresholdTest {

    private static final List<String> ALL = List.of("dense1", "dense2", "output");

    private final Network network = TinyNetworks.dense();

    /** Weights 1, 2, 3 … through all layers: of 134 the smallest 67 are all in the first one. */
    @Test
    void theSmallestOfAllGoWhereverTheyStand() {
        number(1, 85, 120);
        Map<String, Double> shares = GlobalThreshold.shares(scores(), ALL, 0.5);
        assertEquals(Map.of("dense1", 67 / 84.0, "dense2", 0.0, "output", 0.0), shares);
        number(100, 85, 1);
        assertEquals(
                Map.of("dense1", 0.0, "dense2", 5 / 35.0, "output", 14 / 15.0),
                GlobalThreshold.shares(scores(), ALL, 20 / 134.0),
                "the last weight of a layer stays");
    }

    @Test
    void ofEqualWeightsThoseOfTheFirstLayerGo() {
        number(1, 1, 1);
        network.engine().params().assign(1);
        assertEquals(
                Map.of("dense1", 83 / 84.0, "dense2", 6 / 35.0, "output", 0.0),
                GlobalThreshold.shares(scores(), ALL, 90 / 134.0));
    }

    @Test
    void aPlanOfTheseSharesRemovesExactlyThem() {
        Scores scores = scores();
        float[] sizes = new float[134];
        int at = 0;
        for (String layer : ALL) {
            for (float weight : network.weights(layer)) {
                sizes[at++] = Math.abs(weight);
            }
        }
        Arrays.sort(sizes);
        for (int count : new int[] {1, 13, 67, 100}) {
            PruningPlan plan = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, 1);
            for (Map.Entry<String, Double> own :
                    GlobalThreshold.shares(scores, ALL, count / 134.0).entrySet()) {
                plan = plan.withShare(own.getKey(), own.getValue());
            }
            PruningMask mask = plan.select(network, scores);
            int removed = 0;
            float largest = 0;
            for (String layer : mask.layersWithRemovedWeights()) {
                float[] weights = network.weights(layer);
                removed += mask.removedWeights(layer);
                for (int place : mask.weightsOf(layer).places().stream().toArray()) {
                    largest = Math.max(largest, Math.abs(weights[place]));
                }
            }
            assertEquals(count, removed);
            assertEquals(sizes[count - 1], largest);
        }
    }

    @Test
    void unitsHaveNoCommonThreshold() {
        Scores units = Scores.of(network, Granularity.UNITS, Criterion.L1, 1);
        assertThrows(IllegalArgumentException.class, () -> GlobalThreshold.shares(units, units.targets(), 0.5));
        assertThrows(IllegalArgumentException.class, () -> GlobalThreshold.shares(scores(), ALL, 1));
    }

    private Scores scores() {
        return Scores.of(network, Granularity.WEIGHTS, Criterion.L1, 1);
    }

    /** Each layer's weights count on from a number of their own. */
    private void number(int... firsts) {
        for (int layer = 0; layer < firsts.length; layer++) {
            var weights = network.engine().getLayer(ALL.get(layer)).getParam("W");
            float[] values = new float[Math.toIntExact(weights.length())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (i % 2 == 0 ? 1 : -1) * (firsts[layer] + i);
            }
            weights.assign(Nd4j.create(values, weights.shape(), 'c'));
        }
    }
}
