package org.espalier.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.measure.Cost;
import org.espalier.network.Frozen;
import org.espalier.network.KindWords;
import org.espalier.network.Layer;
import org.espalier.network.Link;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.Slice;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.LayerRemovals;

/** A network's structure for machines: layers, and what goes with each unit that can be removed. */
final class NetworkFacts {

    private final Network network;
    private final Cost cost;

    NetworkFacts(Network network) {
        this.network = network;
        this.cost = Cost.of(network, PruningMask.NONE);
    }

    /** @param assumed whether the size of the images was guessed */
    Map<String, Object> all(boolean assumed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", network.name());
        facts.put("images", shape(network.graph().inputShape()));
        facts.put("imagesAssumed", assumed);
        facts.put("parameters", cost.parameters());
        facts.put("multiplyAdds", cost.multiplyAdds());
        facts.put("layers", network.graph().layers().stream().map(this::layer).toList());
        LayerRemovals removals = LayerRemovals.of(network);
        facts.put(
                "removableParts",
                removals.all().stream().map(RemovalOptions::facts).toList());
        facts.put("layersThatStay", stays(removals));
        facts.put("groups", network.units().groups().stream().map(this::group).toList());
        return facts;
    }

    private Map<String, Object> stays(LayerRemovals removals) {
        Map<String, Object> reasons = new LinkedHashMap<>();
        for (Layer layer : network.graph().layers()) {
            String why = removals.obstacle(layer.name());
            if (!why.isEmpty()) {
                reasons.put(layer.name(), why);
            }
        }
        return reasons;
    }

    private Map<String, Object> layer(Layer layer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", layer.name());
        facts.put("kind", layer.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        facts.put("description", KindWords.of(layer));
        facts.put("inputs", layer.inputs());
        facts.put("output", shape(layer.output()));
        facts.put("parameters", cost.of(layer.name()).parameters());
        facts.put("multiplyAdds", cost.of(layer.name()).multiplyAdds());
        facts.put(
                "group",
                layer.hasUnits() ? network.units().groupOf(layer.name()).name() : null);
        return facts;
    }

    /** Height, width, channels. */
    private static List<Integer> shape(Shape shape) {
        return List.of(shape.height(), shape.width(), shape.channels());
    }

    private Map<String, Object> group(UnitGroup group) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", group.name());
        facts.put("layers", group.layers());
        facts.put("units", group.size());
        facts.put("prunable", group.isPrunable());
        facts.put("frozen", group.frozen().isFrozen() ? frozen(group.frozen()) : null);
        facts.put(
                "links",
                network.slices().links(group).stream().map(NetworkFacts::link).toList());
        List<Map<String, Object>> units = new ArrayList<>();
        if (group.isPrunable()) {
            group.units().forEach(unit -> units.add(unit(unit)));
        }
        facts.put("goingWithUnit", units);
        return facts;
    }

    private static Map<String, Object> frozen(Frozen frozen) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("reason", code(frozen.reason()));
        facts.put("layer", frozen.layer());
        facts.put("sentence", frozen.sentence());
        return facts;
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", link.from());
        facts.put("to", link.to());
        facts.put("kind", code(link.kind()));
        facts.put("number", link.number());
        facts.put("sentence", link.sentence());
        return facts;
    }

    private Map<String, Object> unit(int unit) {
        List<Slice> slices = network.slices().goingWith(unit);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("unit", unit);
        facts.put("parameters", slices.stream().mapToLong(Slice::parameters).sum());
        facts.put("slices", slices.stream().map(NetworkFacts::slice).toList());
        return facts;
    }

    private static Map<String, Object> slice(Slice slice) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", slice.layer());
        facts.put("side", code(slice.side()));
        facts.put("indices", slice.indices());
        facts.put("parameters", slice.parameters());
        return facts;
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
