package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;
import org.espalier.ui.graph.GraphLayout.Box;
import org.espalier.ui.graph.GraphLayout.Placement;
import org.espalier.ui.graph.GraphLayout.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphLayoutTest {

    static Stream<NetworkGraph> networks() {
        return Stream.of(DrawnNetworks.chain(), DrawnNetworks.residual(3), DrawnNetworks.concatenated());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void noTwoCardsOverlap(NetworkGraph network) {
        List<Rectangle2D> areas = new ArrayList<>(areas(network).values());
        for (int i = 0; i < areas.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(areas.get(i).intersects(areas.get(j)), areas.get(i) + " lies on " + areas.get(j));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void noWireRunsThroughACard(NetworkGraph network) {
        Map<String, Rectangle2D> areas = areas(network);
        for (GraphLayout.Way way : place(network).ways()) {
            for (int i = 1; i < way.points().size(); i++) {
                Point from = way.points().get(i - 1);
                Point to = way.points().get(i);
                areas.forEach((name, area) -> {
                    Rectangle2D inner = new Rectangle2D.Double(
                            area.getX() + 1, area.getY() + 1, area.getWidth() - 2, area.getHeight() - 2);
                    assertFalse(inner.intersectsLine(from.x(), from.y(), to.x(), to.y()), way.wire() + ", " + name);
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void readersStandBelowWhatTheyRead(NetworkGraph network) {
        Map<String, Rectangle2D> areas = areas(network);
        for (Wire wire : model(network).wires()) {
            assertTrue(areas.get(wire.from()).getMaxY() < areas.get(wire.to()).getMinY(), wire.toString());
        }
    }

    @Test
    void aChainIsOneColumn() {
        assertEquals(
                1,
                areas(DrawnNetworks.chain()).values().stream()
                        .map(Rectangle2D::getMinX)
                        .distinct()
                        .count());
    }

    @Test
    void aChainOfNineLayersIsReadableInTheGraphColumn() {
        Placement placement = place(DrawnNetworks.chain());
        Viewport viewport =
                Viewport.first(new Viewport.Size(placement.width(), placement.height()), new Viewport.Size(460, 690));
        assertTrue(viewport.scale() >= 0.85, "scale is " + viewport.scale());
    }

    private static GraphViewModel model(NetworkGraph network) {
        return new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, new Asked());
    }

    private static Placement place(NetworkGraph network) {
        return GraphLayout.place(boxes(network), model(network).wires());
    }

    private static List<Box> boxes(NetworkGraph network) {
        return model(network).cards().stream()
                .map(card -> new Box(card.name(), CardSize.WIDTH, CardSize.height(card)))
                .toList();
    }

    private static Map<String, Rectangle2D> areas(NetworkGraph network) {
        Placement placement = place(network);
        Map<String, Rectangle2D> areas = new LinkedHashMap<>();
        for (Box box : boxes(network)) {
            Point corner = placement.corners().get(box.name());
            areas.put(box.name(), new Rectangle2D.Double(corner.x(), corner.y(), box.width(), box.height()));
        }
        return areas;
    }
}
