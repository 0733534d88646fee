package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.espalier.network.Coupled;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.network.UnitSlices;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GhostTest {

    @BeforeEach
    void inEnglish() {
        Text.use(Locale.ENGLISH);
    }

    @Test
    void aFilterIsMadeByOneLayerPassedOnByPoolingAndReadByTheNext() {
        // conv2 has 64 filters of 3·3·32 weights and a bias; dense1 reads 5·5 positions with 64 neurons.
        Ghost ghost = of(DrawnNetworks.chain(), "conv2", 17);
        assertEquals(Set.of("conv2", "pool2", "dense1"), ghost.layers().keySet());
        assertGlow(new Glow(false, some(17, 64), Glow.Some.NONE, 289), ghost.of("conv2"));
        assertEquals(some(17, 64), ghost.of("pool2").made());
        assertTrue(ghost.of("pool2").read().isEmpty());
        assertEquals(0, ghost.of("pool2").parameters());
        assertGlow(new Glow(false, Glow.Some.NONE, some(17, 64), 1_600), ghost.of("dense1"));
        assertSame(Glow.STEPPED_BACK, ghost.of("conv1"));
    }

    @Test
    void aResidualLinkIsLitAndTheBlockBesideItIsNot() {
        NetworkGraph network = DrawnNetworks.residual(1);
        Ghost ghost = of(network, "stem", 3);
        // stem and res1b make the unit, add1 and mean pass it on, res1a and softmax read it; bn1 is inside the block.
        assertEquals(
                Set.of("stem", "res1a", "res1b", "add1", "mean", "softmax"),
                ghost.layers().keySet());
        assertEquals(some(3, 16), ghost.of("res1a").read());
        assertTrue(ghost.of("res1a").made().isEmpty());
        assertEquals(some(3, 16), ghost.of("res1b").made());
        assertTrue(ghost.lights(new Wire("stem", "add1", true)));
        assertTrue(ghost.lights(new Wire("stem", "res1a", false)));
        assertFalse(ghost.lights(new Wire("res1a", "bn1", false)));
        assertSame(Glow.STEPPED_BACK, ghost.of("bn1"));
    }

    @Test
    void behindAConcatenationAFilterStandsAtAnotherPlace() {
        // left has 8 filters, right2 has 24 and comes behind them.
        Ghost ghost = of(DrawnNetworks.concatenated(), "right2", 2);
        assertEquals(some(2, 24), ghost.of("right2").made());
        assertEquals(some(10, 32), ghost.of("both").made());
        assertEquals(some(10, 32), ghost.of("softmax").read());
    }

    @Test
    void reasonsAreNumberedAsTheLinksAre() {
        Ghost ghost = of(DrawnNetworks.chain(), "conv2", 17);
        assertEquals(List.of("Channel by channel", "25 rows each, one for every pixel"), labels(ghost));
        assertEquals(
                "1  pool2 works on every channel of conv2 by itself.\n"
                        + "2  dense1 reads the 25 positions of every channel of pool2, in 25 rows of weights, one in each"
                        + " pixel's block.",
                ghost.legend());
    }

    @Test
    void aLongLegendIsCutAndSaysSo() {
        // stem's group goes through all 20 additions: many more than 12 links.
        Ghost ghost = of(DrawnNetworks.residual(20), "stem", 0);
        String[] lines = ghost.legend().split("\n");
        assertEquals(13, lines.length);
        assertEquals("and " + (ghost.links().size() - 12) + " more", lines[12]);
    }

    @Test
    void lightOnTheCardsGoesOnAndOut() {
        NetworkGraph network = DrawnNetworks.chain();
        GraphViewModel model = new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, new Asked());
        model.light(of(network, "conv2", 17));
        assertEquals(289, model.card("conv2").glow().get().parameters());
        assertTrue(model.card("conv1").glow().get().stepsBack());
        assertTrue(model.card("dense1").legend().startsWith("1  pool2"));
        assertEquals("", model.card("conv1").legend());
        model.light(Ghost.of(network, UnitGroups.of(network), Coupled.NOTHING));
        assertTrue(model.ghost().get().isEmpty());
        assertTrue(model.cards().stream().allMatch(card -> card.glow().get().equals(Glow.NONE)));
    }

    private static List<String> labels(Ghost ghost) {
        return ghost.links().stream().map(link -> link.label()).toList();
    }

    private static void assertGlow(Glow expected, Glow glow) {
        assertEquals(expected, glow);
        assertTrue(glow.isLit());
    }

    private static Ghost of(NetworkGraph network, String layer, int channel) {
        UnitGroups groups = UnitGroups.of(network);
        BitSet units = new BitSet();
        units.set(groups.behind(layer)[channel]);
        return Ghost.of(network, groups, UnitSlices.of(network, groups).coupledWith(units));
    }

    private static Glow.Some some(int channel, int all) {
        BitSet channels = new BitSet();
        channels.set(channel);
        return new Glow.Some(channels, all);
    }
}
