package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;
import org.espalier.ui.graph.GraphViewModel.Way;
import org.junit.jupiter.api.Test;

class GraphViewModelTest {

    private final Asked asked = new Asked();

    @Test
    void arrowsWalkAlongTheWiresAndBack() {
        GraphViewModel model = model(DrawnNetworks.chain());
        model.move(Way.ALONG);
        model.move(Way.ALONG);
        model.move(Way.ALONG);
        model.move(Way.AGAINST);
        model.move(Way.NEXT_BRANCH);
        assertEquals(List.of("input", "conv1", "pool1", "conv1"), asked.selections);
    }

    @Test
    void aWalkPrefersTheBlockToTheLinkBesideIt() {
        GraphViewModel model = model(DrawnNetworks.residual(1));
        model.choose(model.card("stem"));
        model.move(Way.ALONG);
        model.choose(model.card("add1"));
        model.move(Way.AGAINST);
        assertEquals(List.of("stem", "res1a", "add1", "res1b"), asked.selections);
    }

    @Test
    void sidewaysChangesTheBranch() {
        GraphViewModel model = model(DrawnNetworks.concatenated());
        model.choose(model.card("left"));
        model.move(Way.NEXT_BRANCH);
        assertEquals(List.of("left", "right1"), asked.selections);
    }

    @Test
    void oneCardIsChosenAtATime() {
        GraphViewModel model = model(DrawnNetworks.chain());
        model.choose(model.card("conv1"));
        model.choose(model.card("conv2"));
        model.choose(model.card("conv2"));
        assertFalse(model.card("conv1").selected().get());
        assertTrue(model.card("conv2").selected().get());
        assertEquals(List.of("conv1", "conv2"), asked.selections);
    }

    @Test
    void residualLinksAreBesideTheChain() {
        List<Wire> beside = model(DrawnNetworks.residual(2)).wires().stream()
                .filter(Wire::beside)
                .toList();
        assertEquals(List.of(new Wire("stem", "add1", true), new Wire("add1", "add2", true)), beside);
    }

    private GraphViewModel model(NetworkGraph network) {
        return new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, asked);
    }
}
