package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Layer;
import org.espalier.network.LayerKinds;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Whatever is kept, the answers are those of a network that is run from the start. */
class ActivationCacheTest {

    private static final int IMAGES = 57;
    private static final long PLENTY = 100_000_000;

    static Stream<Arguments> networks() {
        return Stream.concat(kinds(), structures());
    }

    /** Kinds of layers that take silenced units in, or pass them on, each in its own way. */
    private static Stream<Arguments> kinds() {
        return LayerKinds.all().entrySet().stream()
                .filter(kind -> kind.getKey()
                        .matches("(depthwise|separable|deconvolution) Same .*|layer norm|PReLU per pixel NHWC"
                                + "|flatten, element-wise weights NCHW"))
                .map(kind -> Arguments.of(kind.getKey(), kind.getValue()));
    }

    private static Stream<Arguments> structures() {
        return Stream.of(
                Arguments.of("article", TinyNetworks.articleCnn()),
                Arguments.of("chain", TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH)),
                Arguments.of("residual", TinyNetworks.residual(CNN2DFormat.NCHW)),
                Arguments.of("concatenation", TinyNetworks.concatenation()),
                Arguments.of("dense", TinyNetworks.dense()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersAsFromTheStartOnAnyWayThroughTheMasks(String name, Network network) {
        for (long budget : new long[] {PLENTY, 0, 40_000}) {
            Drawn images = new Drawn(network);
            try (ActivationCache cache = cache(network, images, 2, budget);
                    ForwardPlan plan = ForwardPlan.of(network, IMAGES)) {
                SplittableRandom random = new SplittableRandom(17);
                PruningMask mask = PruningMask.NONE;
                for (int step = 0; step < 25; step++) {
                    mask = random.nextInt(6) == 0 ? PruningMask.NONE : changed(network, mask, random);
                    cache.silence(mask);
                    float[] expected = fromTheStart(plan, mask, images);
                    int now = step;
                    assertArrayEquals(expected, all(cache), 1e-5f, () -> name + ", " + budget + " bytes, step " + now);
                    assertTrue(cache.cacheBytes() <= budget, () -> cache.cacheBytes() + " of " + budget);
                }
            }
        }
    }

    @Test
    void aSliderStartsFromWhatItsFirstPositionKept() {
        Network network = TinyNetworks.articleCnn();
        try (ActivationCache cache = cache(network, new Drawn(network), 1, PLENTY)) {
            cache.silence(PruningMask.NONE);
            assertEquals(0, cache.reused());
            UnitGroup conv2 = network.units().groupOf("conv2");
            long before = 0;
            for (int count = 1; count < 20; count++) {
                cache.silence(firstOf(conv2, count));
                all(cache);
                assertTrue(cache.reused() > 0.9, () -> "reused " + cache.reused());
                assertTrue(count == 1 || cache.cacheBytes() == before, "no more is taken for the next positions");
                before = cache.cacheBytes();
            }
        }
    }

    @Test
    void whatIsSilencedInFrontIsPartOfWhatIsKept() {
        Network network = TinyNetworks.articleCnn();
        Drawn images = new Drawn(network);
        UnitGroup conv1 = network.units().groupOf("conv1");
        UnitGroup conv2 = network.units().groupOf("conv2");
        try (ActivationCache cache = cache(network, images, 1, PLENTY);
                ForwardPlan plan = ForwardPlan.of(network, IMAGES)) {
            for (int round = 0; round < 3; round++) {
                for (PruningMask mask : List.of(
                        firstOf(conv2, 3 + round),
                        both(firstOf(conv1, 5), firstOf(conv2, 3)),
                        both(firstOf(conv1, 5), firstOf(conv2, 4)),
                        both(firstOf(conv1, 7), firstOf(conv2, 4)))) {
                    cache.silence(mask);
                    assertArrayEquals(fromTheStart(plan, mask, images), all(cache), 1e-5f);
                }
            }
        }
    }

    @Test
    void aBudgetThatIsTooSmallKeepsFewerImagesAndSaysSo() {
        Network network = TinyNetworks.dense();
        Drawn images = new Drawn(network, 2_000);
        try (ActivationCache cache = new ActivationCache(ForwardPlan.of(network), images, 2, 20_000)) {
            UnitGroup group = network.units().groups().stream()
                    .filter(UnitGroup::isPrunable)
                    .findFirst()
                    .orElseThrow();
            cache.silence(PruningMask.NONE);
            all(cache);
            assertFalse(cache.isCacheCut());
            cache.silence(firstOf(group, 1));
            all(cache);
            assertTrue(cache.isCacheCut());
            assertTrue(cache.cacheBytes() > 0 && cache.cacheBytes() <= 20_000, () -> cache.cacheBytes() + " bytes");
        }
    }

    @Test
    void warmingTakesMemoryOnceAndStopsWhereThereIsNoMore() throws JobCancelled {
        Network network = TinyNetworks.articleCnn();
        int[] left = {2};
        ActivationMemory little = new ActivationMemory(PLENTY, values -> {
            if (left[0]-- > 0) {
                return Nd4j.createUninitialized(DataType.FLOAT, new long[] {values}, 'c');
            }
            throw new OutOfMemoryError("no more");
        });
        try (ActivationCache enough = cache(network, new Drawn(network), 1, PLENTY);
                ActivationCache cut = new ActivationCache(ForwardPlan.of(network), new Drawn(network), 1, little)) {
            enough.warm(Progress.NONE);
            long warm = enough.cacheBytes();
            enough.silence(firstOf(network.units().groupOf("conv2"), 3));
            all(enough);
            assertTrue(warm > 0);
            assertEquals(warm, enough.cacheBytes());
            cut.warm(Progress.NONE);
            assertTrue(cut.isCacheCut());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void whereTheSystemGivesNoMoreMemoryTheNetworkStillRuns(int blocks) {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        Drawn images = new Drawn(network);
        int[] left = {blocks};
        ActivationMemory memory = new ActivationMemory(PLENTY, values -> {
            if (left[0]-- > 0) {
                return Nd4j.createUninitialized(DataType.FLOAT, new long[] {values}, 'c');
            }
            if (blocks == 1) {
                throw new OutOfMemoryError("no more");
            }
            throw new IllegalStateException("Allocation failed: [no more]");
        });
        try (ActivationCache cache = new ActivationCache(ForwardPlan.of(network), images, 2, memory);
                ForwardPlan plan = ForwardPlan.of(network, IMAGES)) {
            SplittableRandom random = new SplittableRandom(3);
            PruningMask mask = PruningMask.NONE;
            for (int step = 0; step < 8; step++) {
                mask = changed(network, mask, random);
                cache.silence(mask);
                assertArrayEquals(fromTheStart(plan, mask, images), all(cache), 1e-5f);
            }
            assertTrue(cache.isCacheCut());
        }
    }

    private static ActivationCache cache(Network network, Images images, int lanes, long budget) {
        return new ActivationCache(ForwardPlan.of(network), images, lanes, budget);
    }

    private static float[] all(ActivationCache cache) {
        float[] every = new float[cache.batches() * cache.batch() * cache.classes()];
        float[] scores = new float[cache.batch() * cache.classes()];
        for (int batch = 0; batch < cache.batches(); batch++) {
            cache.run(batch % cache.lanes(), batch, scores);
            System.arraycopy(scores, 0, every, batch * scores.length, scores.length);
        }
        return Arrays.copyOf(every, IMAGES * cache.classes());
    }

    private static float[] fromTheStart(ForwardPlan plan, PruningMask mask, Drawn images) {
        float[] scores = new float[IMAGES * plan.classes()];
        plan.silence(mask);
        plan.run(images.pixels, IMAGES, scores);
        return scores;
    }

    /** Another share of one group of units, or of one layer's weights. */
    private static PruningMask changed(Network network, PruningMask mask, SplittableRandom random) {
        List<UnitGroup> groups =
                network.units().groups().stream().filter(UnitGroup::isPrunable).toList();
        UnitGroup group = groups.get(random.nextInt(groups.size()));
        BitSet units = mask.units();
        group.units().forEach(units::clear);
        group.units().stream().skip(1).filter(unit -> random.nextInt(3) == 0).forEach(units::set);
        return random.nextInt(4) == 0 ? someWeights(network, random) : PruningMask.ofUnits(units);
    }

    private static PruningMask someWeights(Network network, SplittableRandom random) {
        Map<String, RemovedWeights> removed = new HashMap<>();
        for (Layer layer : network.graph().layers()) {
            if (layer.hasUnits() && random.nextBoolean()) {
                int count = network.weights(layer.name()).length;
                removed.put(
                        layer.name(),
                        new RemovedWeights(IntStream.range(0, count).toArray(), random.nextInt(count)));
            }
        }
        return PruningMask.ofWeights(removed);
    }

    private static PruningMask firstOf(UnitGroup group, int count) {
        BitSet units = new BitSet();
        group.units().stream().limit(count).forEach(units::set);
        return PruningMask.ofUnits(units);
    }

    private static PruningMask both(PruningMask left, PruningMask right) {
        BitSet units = left.units();
        units.or(right.units());
        return PruningMask.ofUnits(units);
    }

    private static final class Drawn implements Images {
        private final float[] pixels;
        private final int each;
        private final int count;

        Drawn(Network network) {
            this(network, IMAGES);
        }

        Drawn(Network network, int count) {
            SplittableRandom random = new SplittableRandom(5);
            this.count = count;
            each = network.graph().inputShape().values();
            pixels = new float[count * each];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble();
            }
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public void copyTo(int from, int to, float[] target) {
            System.arraycopy(pixels, from * each, target, 0, (to - from) * each);
        }
    }
}
