package org.espalier.pruning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.espalier.inference.ForwardPlan;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.pruning.LayerRemoval.Saved;
import org.espalier.pruning.LayerRemovals.Obstacle;
import org.espalier.pruning.LayerRemovals.Reason;

/** Looks for what of a network can go as a whole: layers, branches of residual blocks, one of two linear neighbours. */
final class RemovalSearch {

    private final Network network;
    private final NetworkGraph graph;
    private final Map<String, GraphVertex> vertices;

    RemovalSearch(Network network) {
        this.network = network;
        this.graph = network.graph();
        this.vertices = network.engine().getConfiguration().getVertices();
    }

    LayerRemovals find() {
        List<LayerRemoval> found = new ArrayList<>();
        // What is passed over has to be previewed, which only our own plan can.
        boolean canPassOver = ForwardPlan.canRun(network);
        for (Layer layer : graph.layers()) {
            if (canPassOver) {
                skipping(layer).ifPresent(found::add);
            }
            if (canPassOver && layer instanceof Layer.Combination combination && isSum(combination)) {
                branch(combination, 0).ifPresent(found::add);
                branch(combination, 1).ifPresent(found::add);
            }
            merging(layer).ifPresent(found::add);
        }
        return new LayerRemovals(found, obstacles(found));
    }

    private Map<String, Obstacle> obstacles(List<LayerRemoval> found) {
        Map<String, Obstacle> obstacles = new HashMap<>();
        for (Layer layer : graph.layers()) {
            if (found.stream().noneMatch(removal -> removal.concerns(layer.name()))) {
                String in = layer.inputs().isEmpty()
                        ? ""
                        : graph.layer(layer.inputs().get(0)).output().toString();
                obstacles.put(
                        layer.name(),
                        new Obstacle(reason(layer, in), in, layer.output().toString()));
            }
        }
        return obstacles;
    }

    private Reason reason(Layer layer, String in) {
        GraphVertex vertex = vertices.get(layer.name());
        if (layer.isInput()) {
            return Reason.INPUT;
        } else if (graph.outputs().contains(layer.name())) {
            return Reason.OUTPUT;
        } else if (layer instanceof Layer.Dropout) {
            return Reason.IDLE;
        } else if (vertex == null) {
            return Reason.IMPLIED;
        } else if (layer.inputs().size() > 1) {
            return Reason.JOINS;
        } else if (!in.equals(layer.output().toString())) {
            return Reason.SHAPES;
        }
        return isPreProcessed(vertex) ? Reason.ARRANGES : Reason.UNKNOWN;
    }

    /** A layer of one input, with the batch-norm and the function behind it where it has weights. */
    private Optional<LayerRemoval> skipping(Layer layer) {
        if (layer.inputs().size() != 1 || layer instanceof Layer.Dropout) {
            return Optional.empty();
        }
        List<String> layers = new ArrayList<>(List.of(layer.name()));
        Layer last = layer;
        while (layer.hasUnits()
                && onlyReader(last).filter(RemovalSearch::follows).isPresent()) {
            last = onlyReader(last).orElseThrow();
            layers.add(last.name());
        }
        String before = layer.inputs().get(0);
        boolean fits = hasSameValues(before, last.name()) && layers.stream().allMatch(this::isRemovable);
        return fits
                ? Optional.of(new LayerRemoval(LayerRemoval.Kind.SKIPPED, layers, before, last.name(), all(layers)))
                : Optional.empty();
    }

    private static boolean follows(Layer layer) {
        return layer instanceof Layer.BatchNorm || layer instanceof Layer.Activation;
    }

    private Optional<Layer> onlyReader(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        boolean alone = readers.size() == 1 && !graph.outputs().contains(layer.name());
        return alone ? Optional.of(readers.get(0)) : Optional.empty();
    }

    private static boolean isSum(Layer.Combination combination) {
        return combination.kind() == Layer.Combination.Kind.ADD
                && combination.inputs().size() == 2;
    }

    /** All that only one side of an addition is made of; the other side takes the addition's place. */
    private Optional<LayerRemoval> branch(Layer.Combination sum, int side) {
        String stays = sum.inputs().get(1 - side);
        Set<String> body = new HashSet<>(List.of(sum.name()));
        List<Layer> backwards = new ArrayList<>(graph.layers());
        Collections.reverse(backwards);
        for (Layer layer : backwards) {
            List<Layer> readers = graph.readersOf(layer.name());
            boolean onlyHere = !readers.isEmpty() && readers.stream().allMatch(reader -> body.contains(reader.name()));
            if (onlyHere && !layer.name().equals(stays) && !(layer instanceof Layer.Input)) {
                body.add(layer.name());
            }
        }
        List<String> layers =
                graph.layers().stream().map(Layer::name).filter(body::contains).toList();
        boolean hasWeights = layers.stream().anyMatch(name -> graph.layer(name).hasUnits());
        boolean fits = hasWeights
                && hasSameValues(stays, sum.name())
                && layers.stream().allMatch(this::isRemovable);
        return fits
                ? Optional.of(new LayerRemoval(LayerRemoval.Kind.BRANCH, layers, stays, sum.name(), all(layers)))
                : Optional.empty();
    }

    /** This layer and the one in front of it, which has no function of its own. */
    private Optional<LayerRemoval> merging(Layer second) {
        if (second.inputs().size() != 1
                || onlyReader(graph.layer(second.inputs().get(0))).isEmpty()) {
            return Optional.empty();
        }
        return LinearNeighbours.of(network, graph.layer(second.inputs().get(0)), second)
                .map(pair -> new LayerRemoval(
                        LayerRemoval.Kind.MERGED, List.of(pair.goes()), pair.stays(), pair.goes(), pair.saved()));
    }

    private Saved all(List<String> layers) {
        long parameters = 0;
        long multiplyAdds = 0;
        for (String name : layers) {
            Layer layer = graph.layer(name);
            int in = network.units().inFrontOf(name).length;
            parameters += layer.parameters(in, layer.output().channels());
            multiplyAdds += layer.multiplyAdds(in, layer.output().channels());
        }
        return new Saved(parameters, multiplyAdds);
    }

    private boolean hasSameValues(String left, String right) {
        return graph.layer(left).output().equals(graph.layer(right).output())
                && network.layoutBehind(left) == network.layoutBehind(right)
                && isKnownToDl4j(left);
    }

    private boolean isKnownToDl4j(String layer) {
        return vertices.containsKey(layer)
                || network.engine().getConfiguration().getNetworkInputs().contains(layer);
    }

    /** Not the answer itself, and nothing that changes the layout of what comes in. */
    private boolean isRemovable(String layer) {
        GraphVertex vertex = vertices.get(layer);
        return vertex != null && !graph.outputs().contains(layer) && !isPreProcessed(vertex);
    }

    private static boolean isPreProcessed(GraphVertex vertex) {
        return vertex instanceof LayerVertex own && own.getPreProcessor() != null;
    }
}
