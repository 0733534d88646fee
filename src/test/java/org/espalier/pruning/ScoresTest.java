package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final float TOLERANCE = 1e-6f;

    private final Network dense = TinyNetworks.dense();
    private final Network residual = TinyNetworks.residual(CNN2DFormat.NCHW);

    @Test
    void aNeuronScoresByItsColumnOfWeights() {
        float[] weights = dense.weights("dense1");
        float[] sums = new float[7];
        float[] lengths = new float[7];
        for (int unit = 0; unit < 7; unit++) {
            double squares = 0;
            for (int input = 0; input < 12; input++) {
                float weight = weights[input * 7 + unit];
                sums[unit] += Math.abs(weight);
                squares += weight * weight;
            }
            lengths[unit] = (float) Math.sqrt(squares);
        }
        assertArrayEquals(sums, units(dense, Criterion.L1, "dense1"), TOLERANCE);
        assertArrayEquals(lengths, units(dense, Criterion.L2, "dense1"), TOLERANCE);
    }

    /** conv2 of the residual network: three filters of 4·3·3 weights. */
    @Test
    void aFilterScoresByItsOwnBlockOfWeights() {
        float[] weights = residual.weights("conv2");
        assertEquals(3 * 36, weights.length);
        float[] sums = new float[3];
        for (int i = 0; i < weights.length; i++) {
            sums[i / 36] += Math.abs(weights[i]);
        }
        assertArrayEquals(sums, units(residual, Criterion.L1, "conv2"), 1e-5f);
    }

    @Test
    void theLayoutOfTheImagesDoesNotChangeTheScores() {
        Network last = TinyNetworks.residual(CNN2DFormat.NHWC);
        assertArrayEquals(units(residual, Criterion.L2, "conv4"), units(last, Criterion.L2, "conv4"), TOLERANCE);
    }

    /** conv1 has 9 weights per filter and conv3 has 27; both count the same. */
    @Test
    void coupledLayersHaveOneVoteEach() {
        float[] first = relative(residual.weights("conv1"), 9);
        float[] third = relative(residual.weights("conv3"), 27);
        float[] expected = new float[4];
        for (int unit = 0; unit < 4; unit++) {
            expected[unit] = (first[unit] + third[unit]) / 2;
        }
        assertArrayEquals(expected, units(residual, Criterion.L1, "conv1"), TOLERANCE);
    }

    @Test
    void aWeightScoresByItsSizeUnderBothCriteria() {
        float[] sizes = dense.weights("dense2");
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        for (Criterion criterion : List.of(Criterion.L1, Criterion.L2)) {
            Scores scores = Scores.of(dense, Granularity.WEIGHTS, criterion, 1);
            assertArrayEquals(sizes, scores.of("dense2").scores(), TOLERANCE);
        }
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        assertArrayEquals(chance(dense, 4, "dense1"), chance(TinyNetworks.dense(), 4, "dense1"));
        assertFalse(Arrays.equals(chance(dense, 4, "dense1"), chance(dense, 5, "dense1")));
    }

    @Test
    void everyLayerHasItsOwnSequence() {
        float[] one = chance(dense, 4, "dense1");
        float[] two = chance(dense, 4, "dense2");
        assertFalse(Arrays.equals(Arrays.copyOf(one, 5), Arrays.copyOf(two, 5)));
    }

    @Test
    void onlyWhatCanGoIsRanked() {
        Scores units = Scores.of(residual, Granularity.UNITS, Criterion.L1, 1);
        assertEquals(List.of("conv1", "conv2", "conv4"), units.targets());
        assertFalse(units.has("conv3"), "it goes by its group's name");
        assertThrows(IllegalArgumentException.class, () -> units.of("output"));
        Scores weights = Scores.of(residual, Granularity.WEIGHTS, Criterion.L1, 1);
        assertEquals(List.of("conv1", "conv2", "conv3", "conv4", "output"), weights.targets());
        assertTrue(weights.has("conv3"));
    }

    private static float[] units(Network network, Criterion criterion, String target) {
        return Scores.of(network, Granularity.UNITS, criterion, 1).of(target).scores();
    }

    private static float[] chance(Network network, long seed, String target) {
        return Scores.of(network, Granularity.UNITS, Criterion.RANDOM, seed)
                .of(target)
                .scores();
    }

    /** Sums of absolute weights, divided by their mean. */
    private static float[] relative(float[] weights, int perFilter) {
        float[] sums = new float[weights.length / perFilter];
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            sums[i / perFilter] += Math.abs(weights[i]);
            all += Math.abs(weights[i]);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= (float) (all / sums.length);
        }
        return sums;
    }
}
