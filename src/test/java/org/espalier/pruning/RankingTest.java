package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void theLowestScoreGoesFirst() {
        assertOrder(new float[] {3, 1, 2}, 1, 2, 0);
    }

    @Test
    void equalScoresGoInTheOrderOfTheirPlaces() {
        assertOrder(new float[] {2, 1, 2, 1, 2}, 1, 3, 0, 2, 4);
    }

    @Test
    void negativeScoresGoBeforePositiveOnes() {
        float infinity = Float.POSITIVE_INFINITY;
        assertOrder(new float[] {0.5f, -1, infinity, -2, 0, -infinity, -1}, 5, 3, 1, 6, 4, 0, 2);
    }

    @Test
    void bothZeroesAreEqual() {
        assertOrder(new float[] {0f, -0f, 0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE}, 5, 0, 1, 2, 3, 4);
    }

    @Test
    void notANumberIsRefusedWithItsPlace() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Ranking.of(new float[] {1, Float.NaN, Float.NaN}));
        assertTrue(refused.getMessage().contains("score 1 "), refused.getMessage());
    }

    @Test
    void nothingHasNoOrder() {
        assertEquals(0, Ranking.of(new float[0]).size());
    }

    @Test
    void manyScoresGoAsAStableSortPutsThem() {
        SplittableRandom random = new SplittableRandom(11);
        float[] scores = new float[20_000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (random.nextInt(2_000) - 1_000) / 7f;
        }
        int[] expected = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparing(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        assertArrayEquals(expected, orderOf(Ranking.of(scores)));
    }

    @Test
    void scoresAreCopiedInAndOut() {
        float[] scores = {3, 1};
        Ranking ranking = Ranking.of(scores);
        scores[0] = 9;
        ranking.scores()[1] = 9;
        assertArrayEquals(new float[] {3, 1}, ranking.scores());
        assertEquals(3, ranking.score(0));
    }

    private static void assertOrder(float[] scores, int... expected) {
        assertArrayEquals(expected, orderOf(Ranking.of(scores)), Arrays.toString(scores));
    }

    private static int[] orderOf(Ranking ranking) {
        return IntStream.range(0, ranking.size()).map(ranking::at).toArray();
    }
}
