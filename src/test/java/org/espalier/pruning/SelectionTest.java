package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is selected without sorting is what a stable sort puts first. */
class SelectionTest {

    private static final int SEEDS = 40;

    /** One selection for all tests: nothing of the last one may be left in its buffers. */
    private static final Selection SELECTION = new Selection();

    enum Kind {
        NORMAL(random -> random.nextGaussian()),
        SIZES(random -> Math.abs(random.nextGaussian())),
        UNIFORM(SplittableRandom::nextDouble),
        TIES(random -> (random.nextInt(9) - 4) / 3.0),
        ALL_EQUAL(random -> -0.75),
        ZEROES(random -> random.nextBoolean() ? 0.0 : -0.0),
        MANY_ZEROES(random -> random.nextInt(4) > 0 ? -0.0 : random.nextGaussian()),
        SUBNORMAL(random -> (random.nextInt(400_001) - 200_000) * (double) Float.MIN_VALUE),
        NEAR_ZERO(random -> (random.nextInt(7) - 3) * (double) Float.MIN_VALUE),
        ONE_BUCKET(random -> 1 + random.nextInt(1 << 16) * (double) Math.ulp(1f)),
        ONE_NEGATIVE_BUCKET(random -> -1 - random.nextInt(50) * (double) Math.ulp(1f)),
        ANY_BITS(random -> finiteOrInfinite(random.nextInt())),
        INFINITE(random -> random.nextInt(3) == 0 ? random.nextGaussian() : random.nextBoolean() ? 1 / 0.0 : -1 / 0.0);

        private final ToDoubleFunction<SplittableRandom> draw;

        Kind(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }

        float[] scores(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] scores = new float[1 + random.nextInt(700)];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) draw.applyAsDouble(random);
            }
            return scores;
        }

        private static float finiteOrInfinite(int bits) {
            float any = Float.intBitsToFloat(bits);
            return Float.isNaN(any) ? Float.MAX_VALUE : any;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theSameGoAsAStableSortPutsFirst(Kind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            float[] scores = kind.scores(seed);
            int[] order = stablySorted(scores);
            int n = scores.length;
            for (int count : new int[] {1, 2, n / 3, n / 2, n - 1, n}) {
                if (count >= 1 && count <= n) {
                    assertSelects(scores, Arrays.copyOf(order, count), kind + " " + seed);
                }
            }
        }
    }

    private static void assertSelects(float[] scores, int[] expected, String of) {
        Threshold threshold = SELECTION.smallest(scores, expected.length);
        assertEquals(scores[expected[expected.length - 1]] + 0f, threshold.score() + 0f, of);
        assertEquals(expected[expected.length - 1], threshold.lastPlace(scores), of);
        assertEquals(setOf(expected), threshold.places(scores), of);
        float[] weights = new float[scores.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 2 == 0 ? i + 1f : -1f - i;
        }
        float[] zeroed = weights.clone();
        IntStream.of(expected).forEach(i -> zeroed[i] = 0);
        threshold.zero(scores, weights);
        assertArrayEquals(zeroed, weights, of);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void countedScoresRankAsSortedOnes(Kind kind) {
        for (int seed = 0; seed < 5; seed++) {
            float[] scores = kind.scores(seed);
            Ranking counted = CountedRanking.counting(scores);
            Ranking sorted = SortedRanking.sorting(scores);
            assertArrayEquals(orderOf(sorted), orderOf(counted), kind + " " + seed);
            int n = scores.length;
            for (int count : new int[] {0, 1, n / 2, n - 1, n}) {
                assertEquals(sorted.first(count), counted.first(count));
                assertEquals(
                        counted.first(count),
                        CountedRanking.counting(scores.clone()).first(count));
                assertEquals(
                        sorted.first(count).hashCode(), counted.first(count).hashCode());
                assertEquals(count, counted.first(count).places().cardinality());
            }
        }
    }

    @Test
    void otherPlacesAreAnotherMaskAlsoWhereAsManyGo() {
        Ranking some = CountedRanking.counting(new float[] {1, 2, 3, 4});
        Ranking others = CountedRanking.counting(new float[] {1, 3, 2, 4});
        assertEquals(some.first(1), others.first(1));
        assertNotEquals(some.first(2), others.first(2));
        assertEquals(some.first(3), others.first(3), "a set has no order");
        assertNotEquals(some.first(3), some.first(2));
    }

    /** The nearest score of 16 bits more or less: the upper half of a float keeps 7 bits after the leading one. */
    @Test
    void theNearScoreIsOfTheSameBucket() {
        float[] scores = Kind.NORMAL.scores(3);
        Ranking counted = CountedRanking.counting(scores);
        Ranking sorted = SortedRanking.sorting(scores);
        for (int rank = 0; rank < scores.length; rank++) {
            float exact = sorted.scoreNear(rank);
            assertEquals(scores[sorted.at(rank)], exact);
            assertEquals(exact, counted.scoreNear(rank), Math.abs(exact) / 128);
        }
    }

    @Test
    void manyScoresAreNotSorted() {
        assertTrue(Ranking.of(new float[1 << 16]) instanceof SortedRanking);
        assertTrue(Ranking.of(new float[(1 << 16) + 1]) instanceof CountedRanking);
    }

    @Test
    void moreThanAWordOfZeroesGoInTheOrderOfTheirPlaces() {
        Ranking zeroes = CountedRanking.counting(new float[200]);
        BitSet expected = new BitSet();
        expected.set(0, 130);
        assertEquals(expected, zeroes.first(130).places());
        assertEquals(129, zeroes.at(129));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0x7f800001, 0xffc00000, 0xff800001, 0x7fffffff, 0xffffffff})
    void notANumberIsRefusedWithItsPlace(int bits) {
        float[] scores = {1, Float.POSITIVE_INFINITY, Float.intBitsToFloat(bits), Float.NEGATIVE_INFINITY, Float.NaN};
        List<Executable> ways = List.of(
                () -> SELECTION.smallest(scores, 1),
                () -> CountedRanking.counting(scores),
                () -> SortedRanking.sorting(scores));
        for (Executable way : ways) {
            var refused = assertThrows(IllegalArgumentException.class, way);
            assertTrue(refused.getMessage().contains("score 2 "), refused.getMessage());
        }
    }

    @Test
    void countsOutOfRangeAreRefused() {
        float[] scores = {3, 1};
        assertThrows(IllegalArgumentException.class, () -> SELECTION.smallest(scores, 0));
        assertThrows(IllegalArgumentException.class, () -> SELECTION.smallest(scores, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> CountedRanking.counting(scores).first(3));
        assertThrows(
                IllegalArgumentException.class,
                () -> CountedRanking.counting(scores).first(-1));
    }

    @Test
    void aThresholdHasAScoreAndTies() {
        assertThrows(IllegalArgumentException.class, () -> new Threshold(Float.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Threshold(1, 0));
        Threshold strange = new Threshold(2, 2);
        assertThrows(IllegalArgumentException.class, () -> strange.places(new float[] {1, 2, 3}));
        assertFalse(strange.equals(new Threshold(2, 1)));
    }

    private static int[] stablySorted(float[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparing(i -> scores[i] + 0f))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] orderOf(Ranking ranking) {
        return IntStream.range(0, ranking.size()).map(ranking::at).toArray();
    }

    private static BitSet setOf(int... places) {
        BitSet set = new BitSet();
        IntStream.of(places).forEach(set::set);
        return set;
    }
}
