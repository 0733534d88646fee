package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoiseTest {

    private static final int COUNT = 200_000;
    private static final int CHANNELS = 4;

    /** What values of mean 0 and variance 1 become, in mean and variance. */
    static Stream<Arguments> kinds() {
        return Stream.of(
                // Each value is doubled or gone: E y² = 0.5 · 4.
                Arguments.of(new Dropout(0.5), 0, 2),
                // E y² = 0.8 · (1 / 0.8)².
                Arguments.of(new Dropout(0.8), 0, 1.25),
                // Multiplied with 1 ± √(r / (1 − r)): E y² = 1 + 0.25.
                Arguments.of(new GaussianDropout(0.2), 0, 1.25),
                Arguments.of(new GaussianNoise(0.5), 0, 1.25),
                // It keeps both.
                Arguments.of(new AlphaDropout(0.9), 0, 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void meanAndVarianceAreThoseOfThePapers(IDropout dropout, double mean, double variance) {
        Noise noise = Objects.requireNonNull(Noise.of(dropout));
        float[] factors = new float[COUNT];
        float[] additions = new float[noise.adds() ? COUNT : 0];
        SplittableRandom random = new SplittableRandom(1);
        noise.draw(random, factors, additions, 0, COUNT, CHANNELS);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            double value = factors[i] * random.nextGaussian() + (noise.adds() ? additions[i] : 0);
            sum += value;
            squares += value * value;
        }
        assertEquals(mean, sum / COUNT, 0.02);
        assertEquals(variance, squares / COUNT - sum / COUNT * sum / COUNT, 0.03);
    }

    @Test
    void wholeChannelsAreDropped() {
        Noise noise = Objects.requireNonNull(Noise.of(new SpatialDropout(0.5)));
        float[] factors = new float[CHANNELS * 5];
        SplittableRandom random = new SplittableRandom(1);
        int dropped = 0;
        for (int image = 0; image < 1000; image++) {
            noise.draw(random, factors, new float[0], 0, factors.length, CHANNELS);
            for (int i = 0; i < factors.length; i++) {
                assertEquals(factors[i % CHANNELS], factors[i]);
            }
            for (int c = 0; c < CHANNELS; c++) {
                assertTrue(factors[c] == 0 || factors[c] == 2);
                dropped += factors[c] == 0 ? 1 : 0;
            }
        }
        assertEquals(0.5, dropped / (1000.0 * CHANNELS), 0.04);
    }

    @Test
    void whatKeepsAllIsNoNoise() {
        assertNull(Noise.of(new SpatialDropout(1)));
        assertNull(Noise.of(null));
    }
}
