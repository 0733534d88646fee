package org.espalier.ui.graph;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.Link;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.text.Text;
import org.espalier.ui.graph.Glow.Some;

/**
 * What would go with the units that are pointed at, as the graph shows it.
 *
 * @param layers those that lose something or pass on what goes, by name
 * @param links the wires between them; the list numbers them from 1
 */
public record Ghost(Map<String, Glow> layers, List<Link> links) {

    public static final Ghost NONE = new Ghost(Map.of(), List.of());

    /** So many sentences fit beside a pointer. */
    private static final int TOLD = 12;

    public Ghost {
        layers = Map.copyOf(layers);
        links = List.copyOf(links);
    }

    /** The picture of what goes with some units of a network. */
    public static Ghost of(NetworkGraph graph, UnitGroups groups, Coupled coupled) {
        if (coupled.isEmpty()) {
            return NONE;
        }
        BitSet units = coupled.units();
        Map<String, Glow> layers = new HashMap<>();
        for (Layer layer : graph.layers()) {
            Some made = Some.of(groups.behind(layer.name()), units);
            Some read = layer.hasUnits() ? Some.of(groups.inFrontOf(layer.name()), units) : Some.NONE;
            Glow glow = new Glow(false, made, read, coupled.parametersOf(layer.name()));
            if (glow.isLit()) {
                layers.put(layer.name(), glow);
            }
        }
        return new Ghost(layers, coupled.links());
    }

    /**
     * The picture of what goes as a whole.
     *
     * @param parameters that each of the layers still has
     */
    public static Ghost ofLayers(NetworkGraph graph, Map<String, Long> parameters) {
        Map<String, Glow> layers = new HashMap<>();
        parameters.forEach((name, count) -> {
            Layer layer = graph.layer(name);
            Some read = layer.hasUnits() ? Some.allOf(graph.layer(layer.inputs().get(0))) : Some.NONE;
            layers.put(name, new Glow(false, Some.allOf(layer), read, count));
        });
        return new Ghost(layers, List.of());
    }

    public boolean isEmpty() {
        return layers.isEmpty();
    }

    /** What the card of a layer shows. */
    Glow of(String layer) {
        return isEmpty() ? Glow.NONE : layers.getOrDefault(layer, Glow.STEPPED_BACK);
    }

    /** Whether the wire is one of {@link #links}. */
    boolean lights(Wire wire) {
        return links.stream().anyMatch(link -> isOn(link, wire));
    }

    static boolean isOn(Link link, Wire wire) {
        return link.from().equals(wire.from()) && link.to().equals(wire.to());
    }

    /** The reasons by their numbers, one line each, the first few of many. */
    String legend() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Math.min(TOLD, links.size()); i++) {
            lines.append(i == 0 ? "" : "\n")
                    .append(Text.of("graph.ghost.reason", i + 1, links.get(i).sentence()));
        }
        if (links.size() > TOLD) {
            lines.append('\n').append(Text.of("graph.ghost.more", Text.count(links.size() - TOLD)));
        }
        return lines.toString();
    }
}
