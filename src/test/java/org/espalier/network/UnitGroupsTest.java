package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Frozen.Reason;
import org.junit.jupiter.api.Test;

class UnitGroupsTest {

    @Test
    void layersOfAChainStandAlone() {
        UnitGroups units = TinyNetworks.articleCnn().units();
        List<List<String>> layers =
                units.groups().stream().map(UnitGroup::layers).toList();
        assertEquals(List.of(List.of("conv1"), List.of("conv2"), List.of("dense1"), List.of("output")), layers);
        assertEquals(
                new Frozen(Reason.OUTPUT, "output", ""), units.groupOf("output").frozen());
        assertArrayEquals(units.behind("conv1"), units.inFrontOf("conv2"), "pooling passes channels on");
        assertArrayEquals(units.behind("conv2"), units.inFrontOf("dense1"), "flattening keeps the channels' names");
    }

    @Test
    void aShortcutTiesBothEndsOfItsBlock() {
        UnitGroups units = TinyNetworks.residual(CNN2DFormat.NCHW).units();
        UnitGroup block = units.groupOf("conv1");
        assertEquals(List.of("conv1", "conv3"), block.layers());
        assertEquals(4, block.size());
        assertTrue(block.isPrunable());
        assertArrayEquals(units.behind("conv1"), units.behind("conv3"));
        assertArrayEquals(units.behind("conv1"), units.inFrontOf("conv4"));
        assertEquals(List.of("conv2"), units.groupOf("conv2").layers());
    }

    @Test
    void aConcatenationStringsChannelsTogether() {
        UnitGroups units = TinyNetworks.concatenation().units();
        int[] both = IntStream.concat(Arrays.stream(units.behind("conv2a")), Arrays.stream(units.behind("conv2b")))
                .toArray();
        assertArrayEquals(both, units.inFrontOf("conv3"));
    }

    @Test
    void channelsAddedToTheInputCannotGo() {
        Shape image = new Shape(4, 4, 2);
        Window window = new Window(3, 3, 1, 1, 0, 0, 1, 1, true);
        NetworkGraph graph = new NetworkGraph(
                List.of(
                        new Layer.Input("input", image),
                        new Layer.Convolution("conv1", "input", image, image, window, true, "identity"),
                        new Layer.Combination("add1", List.of("conv1", "input"), image, Layer.Combination.Kind.ADD),
                        new Layer.Dense(
                                "output", "add1", image, true, Shape.features(3), true, false, "softmax", true)),
                List.of("output"));
        UnitGroup group = UnitGroups.of(graph).groupOf("conv1");
        assertEquals(new Frozen(Reason.TIED_TO_INPUT, "add1", ""), group.frozen());
        assertFalse(group.isPrunable());
    }

    @Test
    void whatAnUnknownLayerReadsCannotGo() {
        Shape image = new Shape(4, 4, 2);
        Window window = new Window(3, 3, 1, 1, 0, 0, 1, 1, true);
        NetworkGraph graph = new NetworkGraph(
                List.of(
                        new Layer.Input("input", image),
                        new Layer.Convolution("conv1", "input", image, image, window, true, "identity"),
                        new Layer.Opaque(
                                "lrn1",
                                List.of("conv1"),
                                image,
                                "LocalResponseNormalization",
                                0,
                                0,
                                Frozen.Reason.UNKNOWN),
                        new Layer.Dense(
                                "output", "lrn1", image, true, Shape.features(3), true, false, "softmax", true)),
                List.of("output"));
        assertEquals(
                new Frozen(Reason.UNKNOWN, "lrn1", "LocalResponseNormalization"),
                UnitGroups.of(graph).groupOf("conv1").frozen());
    }

    @Test
    void aSubsetPassesTheUnitsOfItsChannelsOn() {
        Shape image = new Shape(4, 4, 5);
        NetworkGraph graph = new NetworkGraph(
                List.of(
                        new Layer.Input("input", image),
                        new Layer.Dense("dense1", "input", image, true, Shape.features(5), true, false, "tanh", false),
                        new Layer.Passing(
                                "subset1",
                                "dense1",
                                Shape.features(5),
                                Shape.features(2),
                                Layer.Passing.Effect.SUBSET,
                                3,
                                0,
                                0),
                        new Layer.Dense(
                                "output",
                                "subset1",
                                Shape.features(2),
                                true,
                                Shape.features(3),
                                true,
                                false,
                                "softmax",
                                true)),
                List.of("output"));
        UnitGroups units = UnitGroups.of(graph);
        int[] dense = units.behind("dense1");
        assertArrayEquals(new int[] {dense[3], dense[4]}, units.inFrontOf("output"));
    }

    @Test
    void eachFeatureOfAFlattenedImageIsTheUnitOfItsChannel() {
        Shape image = new Shape(1, 2, 2);
        assertArrayEquals(new int[] {0, 1, 0, 1}, unitsBehindFlatten(image, true));
        assertArrayEquals(new int[] {0, 0, 1, 1}, unitsBehindFlatten(image, false));
    }

    private static int[] unitsBehindFlatten(Shape image, boolean channelsLast) {
        NetworkGraph graph = new NetworkGraph(
                List.of(
                        new Layer.Input("input", image),
                        new Layer.Flatten("flatten1", "input", image, channelsLast),
                        new Layer.Dense(
                                "output",
                                "flatten1",
                                Shape.features(4),
                                true,
                                Shape.features(3),
                                true,
                                false,
                                "softmax",
                                true)),
                List.of("output"));
        return UnitGroups.of(graph).inFrontOf("output");
    }
}
