package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.espalier.data.DrawnExamples;
import org.espalier.data.ImageShape;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.junit.jupiter.api.Test;

class TimeProfileTest {

    private final Network network = TinyNetworks.undecided();
    private final TimeProfile profile =
            TimeProfile.measure(network, DrawnExamples.of(new ImageShape(4, 3, 1), 3, 30, 6));

    @Test
    void partsOfAllLayersMakeTheWhole() {
        List<TimeProfile.LayerTime> layers = profile.layers();
        assertEquals(1, layers.stream().mapToDouble(TimeProfile.LayerTime::part).sum(), 1e-9);
        assertEquals(
                profile.micros(),
                layers.stream().mapToDouble(TimeProfile.LayerTime::micros).sum(),
                1e-9);
        for (TimeProfile.LayerTime time : layers) {
            Layer layer = network.graph().layer(time.layer());
            long count = layer.multiplyAdds(
                    network.units().inFrontOf(layer.name()).length,
                    network.units().behind(layer.name()).length);
            assertEquals(count, time.gflops() * time.micros() / 2e-3, 1e-6 * count + 1e-9, layer.name());
        }
    }

    @Test
    void whatIsReadLaterReachesLess() {
        assertEquals(0, profile.partReachedBy(PruningMask.NONE), 0);
        double before = 1;
        int prunable = 0;
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                BitSet one = new BitSet();
                one.set(group.units().get(0));
                double part = profile.partReachedBy(PruningMask.ofUnits(one));
                assertTrue(part > 0 && part < before, group.name() + " " + part);
                before = part;
                prunable++;
            }
        }
        assertTrue(prunable > 1, "two layers are needed to be compared");
    }
}
