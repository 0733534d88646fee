package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Frozen;
import org.espalier.network.Layer;
import org.espalier.network.LayerKinds;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

/** Every kind of layer, in a plan and in DL4J: two ways that must agree. */
class LayerKindsTest {

    private static final int BATCH = 5;
    private static final float TOLERANCE = 1e-5f;

    private static Map<String, Network> all = Map.of();

    @BeforeAll
    static void build() {
        NativeSetup.apply();
        // More threads per operation wait for each other longer than such small operations take.
        NativeSetup.threadsPerOperation(1);
        all = LayerKinds.all();
    }

    static Stream<String> kinds() {
        return all.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void answersLikeDeeplearning4jDenseAndUnderMasks(String kind) {
        assertAgrees(known(kind));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void deeplearning4jCanRunEachLayerItselfInsideAPlan(String kind) {
        Network network = known(kind);
        float[] images = images(network);
        List<Slot> slots = new ArrayList<>();
        List<Stage> stages = foreignStages(network, slots);
        Slot last = slots.get(slots.size() - 1);
        float[] scores = new float[BATCH * last.shape().values()];
        try (Lane lane = new Lane(slots.size(), stages, BATCH);
                ForwardPass dl4j = plainDl4j(network)) {
            lane.bind(Presence.of(slots, PruningMask.NONE, new BitSet(), null), 0, stages.size());
            Buffers.put(images, lane.cell(slots.get(0)).array());
            for (int times = 0; times < 2; times++) {
                lane.run(0, stages.size());
                Buffers.get(lane.cell(last).array(), scores, 0);
                assertArrayEquals(answers(dl4j, PruningMask.NONE, images), scores, TOLERANCE);
            }
        }
    }

    /** A stage run by DL4J for every layer. */
    private static List<Stage> foreignStages(Network network, List<Slot> slots) {
        List<Stage> stages = new ArrayList<>();
        Map<String, Slot> slotOf = new HashMap<>();
        for (Layer layer : network.graph().layers()) {
            Slot slot = new Slot(slots.size(), layer.output(), network.units().behind(layer.name()));
            slots.add(slot);
            slotOf.put(layer.name(), slot);
            if (layer instanceof Layer.Flatten flatten && network.engine().getVertex(layer.name()) == null) {
                stages.add(new FlattenStage(flatten.channelsLast(), slotOf.get(flatten.input()), slot));
            } else if (!layer.inputs().isEmpty()) {
                Layer.Opaque opaque = new Layer.Opaque(
                        layer.name(), layer.inputs(), layer.output(), "any", 0, 0, Frozen.Reason.UNKNOWN);
                List<Slot> reads = layer.inputs().stream().map(slotOf::get).toList();
                stages.add(new Dl4jStage(network, opaque, reads, slot));
            }
        }
        return stages;
    }

    @Test
    void onlyRareKindsAreRunByDeeplearning4j() {
        Set<String> foreign = new TreeSet<>();
        all.forEach((kind, network) -> {
            try (Buffers buffers = new Buffers()) {
                PlanCompiler compiler = new PlanCompiler(network, buffers, Map.of());
                compiler.compile();
                if (compiler.stages().stream().anyMatch(Dl4jStage.class::isInstance)) {
                    foreign.add(kind);
                }
            }
        });
        assertEquals(
                new TreeSet<>(List.of(
                        "embedding",
                        "features as images",
                        "images reshaped to features",
                        "loss layer per pixel",
                        "space to depth NCHW",
                        "space to depth NHWC",
                        "vertex reshape to images")),
                foreign);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void parametersAddUpToWhatDeeplearning4jStores(String kind) {
        Network network = known(kind);
        long sum = network.graph().layers().stream()
                .mapToLong(layer -> layer.parameters(
                        layer.inputs().isEmpty()
                                ? 0
                                : network.graph()
                                        .layer(layer.inputs().get(0))
                                        .output()
                                        .channels(),
                        layer.output().channels()))
                .sum();
        assertEquals(network.parameters(), sum);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"layer norm", "LRN NCHW", "depthwise Same NHWC", "separable Same NCHW", "space to depth NCHW"})
    void lanesSideBySideGiveTheSameAnswers(String kind) {
        Network network = known(kind);
        float[] images = images(network);
        int size = network.graph().inputShape().values();
        Images many = new Images() {
            @Override
            public int size() {
                return 600;
            }

            @Override
            public void copyTo(int from, int to, float[] target) {
                for (int i = from; i < to; i++) {
                    System.arraycopy(images, i % BATCH * size, target, (i - from) * size, size);
                }
            }
        };
        try (ForwardPlan plan = ForwardPlan.of(network, BATCH);
                MaskedRuns runs = new ActivationCache(ForwardPlan.of(network, 250), many, 2, 1 << 20)) {
            float[] expected = answers(plan, PruningMask.NONE, images);
            runs.silence(PruningMask.NONE);
            assertEquals(2, runs.lanes());
            List<float[]> scores = IntStream.range(0, runs.lanes())
                    .parallel()
                    .mapToObj(lane -> {
                        float[] found = new float[runs.batch() * runs.classes()];
                        for (int batch = 0; batch < runs.batches(); batch++) {
                            runs.run(lane, batch, found);
                        }
                        return found;
                    })
                    .toList();
            for (float[] found : scores) {
                assertArrayEquals(expected, Arrays.copyOf(found, expected.length), 1e-6f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zero padding",
                "cropping",
                "upsampling",
                "PReLU per value",
                "PReLU per channel",
                "PReLU per pixel",
                "PReLU one for all",
                "convolution",
                "depthwise Same",
                "depthwise Truncate",
                "depthwise padded, no bias",
                "separable Same",
                "separable Truncate",
                "separable dilated",
                "deconvolution Same",
                "deconvolution Truncate",
                "deconvolution padded, no bias",
                "flatten, element-wise weights",
                "vertex scale",
                "vertex shift",
                "vertex flatten",
                "PNORM pooling padded",
                "global SUM",
                "flatten, dropout",
                "flatten, batch norm",
                "flatten, activation",
                "frozen"
            })
    void unitsPassThroughWhatWorksChannelByChannel(String kind) {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            assertTrue(known(kind + " " + format).units().groupOf("conv1").isPrunable());
        }
    }

    private static Network known(String kind) {
        return Objects.requireNonNull(all.get(kind), kind);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsAnswerLikeDeeplearning4j(Activation activation) {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            assertAgrees(LayerKinds.activation(activation, format));
        }
    }

    private static void assertAgrees(Network network) {
        assertTrue(ForwardPlan.canRun(network));
        float[] images = images(network);
        try (ForwardPass plan = ForwardPlan.of(network, BATCH);
                ForwardPass dl4j = plainDl4j(network)) {
            for (int seed = 0; seed < 3; seed++) {
                PruningMask mask = someUnits(network, seed);
                assertArrayEquals(answers(dl4j, mask, images), answers(plan, mask, images), TOLERANCE, "mask " + seed);
            }
        }
    }

    /**
     * DL4J without its layers' native implementations: with them, a convolution behind a separable one with channels
     * last reads what that left permuted as if it were not.
     */
    private static ForwardPass plainDl4j(Network network) {
        String property = "org.eclipse.deeplearning4j.helpers.disable";
        String before = System.setProperty(property, "true");
        try {
            return new Dl4jPass(network, BATCH);
        } finally {
            System.setProperty(property, before);
        }
    }

    private static float[] answers(ForwardPass pass, PruningMask mask, float[] images) {
        float[] scores = new float[BATCH * pass.classes()];
        pass.silence(mask);
        pass.run(images, BATCH, scores);
        return scores;
    }

    /** Whole numbers where an embedding reads one value. */
    private static float[] images(Network network) {
        int values = network.graph().inputShape().values();
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[BATCH * values];
        for (int i = 0; i < images.length; i++) {
            images[i] = values == 1 ? random.nextInt(9) : (float) random.nextDouble() - 0.3f;
        }
        return images;
    }

    /** No units for seed 0. */
    private static PruningMask someUnits(Network network, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable() && seed > 0) {
                group.units().stream()
                        .filter(unit -> random.nextInt(3) == 0)
                        .limit(group.size() - 1L)
                        .forEach(removed::set);
            }
        }
        return PruningMask.ofUnits(removed);
    }
}
