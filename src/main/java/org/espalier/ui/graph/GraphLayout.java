package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where cards and wires go, by ELK's layered algorithm (Sugiyama et al., 1981): top to bottom, the network's
 * order kept. Takes up to seconds; not for the FX thread.
 */
public final class GraphLayout {

    /** A card to be placed, in pixels. */
    public record Box(String name, double width, double height) {}

    /** A corner of a wire, in pixels. */
    public record Point(double x, double y) {}

    /** A wire's way, from card to card. */
    public record Way(Wire wire, List<Point> points) {
        public Way {
            points = List.copyOf(points);
        }
    }

    /** The result: upper left corners by card, ways of the wires, and the size of it all. */
    public record Placement(Map<String, Point> corners, List<Way> ways, double width, double height) {
        public Placement {
            corners = Map.copyOf(corners);
            ways = List.copyOf(ways);
        }
    }

    private static final double BETWEEN_CARDS = 28;
    private static final double BETWEEN_LAYERS = 19;
    private static final double BETWEEN_WIRES = 14;

    private GraphLayout() {}

    public static Placement place(List<Box> boxes, List<Wire> wires) {
        ElkNode root = ElkGraphUtil.createGraph();
        setOptions(root);
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        for (Box box : boxes) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(box.width(), box.height());
            nodes.put(box.name(), node);
        }
        List<ElkEdge> edges = new ArrayList<>();
        for (Wire wire : wires) {
            edges.add(ElkGraphUtil.createSimpleEdge(nodes.get(wire.from()), nodes.get(wire.to())));
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return placement(root, nodes, wires, edges);
    }

    private static void setOptions(ElkNode root) {
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.LONGEST_PATH_SOURCE);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_FAVOR_STRAIGHT_EDGES, true);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_CARDS);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_WIRES);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_WIRES);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, BETWEEN_WIRES / 2);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, BETWEEN_WIRES / 2);
    }

    private static Placement placement(
            ElkNode root, Map<String, ElkNode> nodes, List<Wire> wires, List<ElkEdge> edges) {
        Map<String, Point> corners = new LinkedHashMap<>();
        nodes.forEach((name, node) -> corners.put(name, new Point(node.getX(), node.getY())));
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < wires.size(); i++) {
            ways.add(new Way(wires.get(i), points(edges.get(i))));
        }
        return new Placement(corners, ways, root.getWidth(), root.getHeight());
    }

    private static List<Point> points(ElkEdge edge) {
        ElkEdgeSection section = edge.getSections().get(0);
        List<Point> points = new ArrayList<>();
        points.add(new Point(section.getStartX(), section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point(bend.getX(), bend.getY()));
        }
        points.add(new Point(section.getEndX(), section.getEndY()));
        return points;
    }
}
