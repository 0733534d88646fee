package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.network.Slice.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitSlicesTest {

    @Test
    void aFilterTakesItsKernelsAndOneKernelOfEachFilterBehind() {
        // 3·3 weights and a bias; 3·3 in each of conv2's 64 filters.
        assertEquals(
                List.of(
                        new Slice("conv1", Side.OUTPUT, List.of(5), 10),
                        new Slice("conv2", Side.INPUT, List.of(5), 576)),
                ofArticle("conv1", 5));
    }

    @Test
    void aFilterInFrontOfFlattenTakesTheRowsOfItsPositions() {
        // 32·3·3 and a bias; 5·5 positions for 64 neurons. Channels first: filter 17's rows are 425 to 449.
        List<Integer> rows = IntStream.range(425, 450).boxed().toList();
        assertEquals(
                List.of(new Slice("conv2", Side.OUTPUT, List.of(17), 289), new Slice("dense1", Side.INPUT, rows, 1600)),
                ofArticle("conv2", 17));
    }

    @Test
    void withChannelsLastTheRowsOfAFilterStandApart() {
        // 4 channels in front of the dense layer, 3×3 positions.
        Network network = TinyNetworks.chain(CNN2DFormat.NHWC, org.nd4j.linalg.activations.Activation.RELU);
        Slice rows =
                network.slices().goingWith(network.units().behind("conv2")[1]).get(1);
        assertEquals(IntStream.range(0, 9).mapToObj(i -> 4 * i + 1).toList(), rows.indices());
        assertEquals(9 * 6, rows.parameters());
    }

    @Test
    void aNeuronTakesItsColumnAndItsRow() {
        assertEquals(
                List.of(
                        new Slice("dense1", Side.OUTPUT, List.of(63), 1601),
                        new Slice("output", Side.INPUT, List.of(63), 10)),
                ofArticle("dense1", 63));
    }

    @Test
    void whatStandsInAnOutputAndAnInputSliceIsCountedOnce() {
        Network article = TinyNetworks.articleCnn();
        BitSet units = new BitSet();
        units.set(article.units().behind("conv1")[0]);
        units.set(article.units().behind("conv2")[0]);
        // conv2 loses a filter of 289 and, in the 63 left, a kernel of 9 each.
        assertEquals(
                List.of(10L, 289L, 63L * 9, 1600L),
                article.slices().goingWith(units).stream()
                        .map(Slice::parameters)
                        .toList());
    }

    @Test
    void aResidualBlockTakesSlicesOfEverythingThatIsAdded() {
        Network network = TinyNetworks.residual(CNN2DFormat.NCHW);
        List<Slice> slices = network.slices().goingWith(network.units().behind("conv1")[2]);
        // conv1 and conv3 make the unit, their norms keep 4 and 2 values, conv2 and conv4 read it.
        assertEquals(
                List.of(
                        new Slice("conv1", Side.OUTPUT, List.of(2), 10),
                        new Slice("bn1", Side.OUTPUT, List.of(2), 4),
                        new Slice("conv2", Side.INPUT, List.of(2), 27),
                        new Slice("conv3", Side.OUTPUT, List.of(2), 28),
                        new Slice("bn3", Side.OUTPUT, List.of(2), 2),
                        new Slice("conv4", Side.INPUT, List.of(2), 45)),
                slices);
    }

    @Test
    void behindAConcatenationChannelsAreFoundByTheirOffset() {
        Network network = TinyNetworks.concatenation();
        List<Slice> slices = network.slices().goingWith(network.units().behind("conv2b")[1]);
        assertEquals(List.of(1), slices.get(0).indices());
        assertEquals(List.of(2 + 1), slices.get(1).indices());
    }

    @Test
    void linksTellWhatEachReaderDoesWithTheChannels() {
        Network article = TinyNetworks.articleCnn();
        UnitGroup conv2 = article.units().groupOf("conv2");
        assertEquals(
                List.of(
                        new Link("conv2", "pool2", Link.Kind.CHANNEL_BY_CHANNEL, 0),
                        new Link("pool2", "dense1", Link.Kind.ROWS_TOGETHER, 25)),
                article.slices().links(conv2));
        Network concatenation = TinyNetworks.concatenation();
        assertEquals(
                List.of(
                        new Link("conv2b", "concat1", Link.Kind.CONCATENATED, 2),
                        new Link("concat1", "conv3", Link.Kind.KERNELS, 0)),
                concatenation.slices().links(concatenation.units().groupOf("conv2b")));
    }

    static Stream<String> kinds() {
        return LayerKinds.all().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void slicesAddUpToWhatIsSaved(String kind) {
        Network network = LayerKinds.all().get(kind);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 5; i++) {
            BitSet units = new BitSet();
            network.units().groups().stream()
                    .filter(UnitGroup::isPrunable)
                    .flatMap(group -> group.units().stream())
                    .filter(unit -> random.nextInt(3) == 0)
                    .forEach(units::set);
            long taken = network.slices().goingWith(units).stream()
                    .mapToLong(Slice::parameters)
                    .sum();
            assertEquals(
                    parameters(network, PruningMask.NONE) - parameters(network, PruningMask.ofUnits(units)), taken);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyLinkIsAWireWithASentence(String kind) {
        Network network = LayerKinds.all().get(kind);
        for (UnitGroup group : network.units().groups()) {
            for (Link link : network.slices().links(group)) {
                assertTrue(network.graph().layer(link.to()).inputs().contains(link.from()));
                assertTrue(link.sentence().contains(link.to()), link.sentence());
            }
        }
    }

    private static long parameters(Network network, PruningMask mask) {
        return network.graph().layers().stream()
                .mapToLong(layer -> layer.parameters(
                        mask.kept(network.units().inFrontOf(layer.name())),
                        mask.kept(network.units().behind(layer.name()))))
                .sum();
    }

    private static List<Slice> ofArticle(String layer, int channel) {
        Network article = TinyNetworks.articleCnn();
        return article.slices().goingWith(article.units().behind(layer)[channel]);
    }
}
