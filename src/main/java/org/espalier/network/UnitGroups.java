package org.espalier.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which units of a network must go together, and which channel of which layer each of them is.
 *
 * <p>Every output channel of a layer with weights, and every input channel of the network, starts as a unit
 * of its own. Layers that work channel by channel pass their units on, a concatenation strings them together,
 * an element-wise combination makes one unit of each pair (dependency graph: Fang et al., CVPR 2023,
 * arXiv 2301.12900).
 */
public final class UnitGroups {

    private final Map<String, int[]> outputs = new HashMap<>();
    private final Map<String, int[]> inputs = new HashMap<>();
    private final List<UnitGroup> groups;
    private final Map<String, UnitGroup> byLayer = new HashMap<>();

    private UnitGroups(NetworkGraph graph) {
        Ties ties = new Ties();
        for (Layer layer : graph.layers()) {
            outputs.put(layer.name(), channelsBehind(layer, ties));
        }
        for (String output : graph.outputs()) {
            ties.freeze(known(output), Frozen.by(Frozen.Reason.OUTPUT, graph.layer(output)));
        }
        for (String locked : graph.locked()) {
            ties.freeze(known(locked), Frozen.by(Frozen.Reason.LOCKED, graph.layer(locked)));
        }
        outputs.replaceAll((name, units) -> ties.resolve(units));
        for (Layer layer : graph.layers()) {
            if (!layer.inputs().isEmpty()) {
                inputs.put(layer.name(), known(layer.inputs().get(0)));
            }
        }
        groups = collect(graph, ties);
        groups.forEach(group -> group.layers().forEach(layer -> byLayer.put(layer, group)));
    }

    public static UnitGroups of(NetworkGraph graph) {
        return new UnitGroups(graph);
    }

    /** The groups, in the order of their first layers. */
    public List<UnitGroup> groups() {
        return groups;
    }

    /** The group that a layer with weights belongs to. */
    public UnitGroup groupOf(String layer) {
        UnitGroup group = byLayer.get(layer);
        if (group == null) {
            throw new IllegalArgumentException(layer + " has no units of its own");
        }
        return group;
    }

    /** The unit behind each output channel of a layer. */
    public int[] behind(String layer) {
        return known(layer).clone();
    }

    /** The unit in front of each input channel of a layer (of its first input). */
    public int[] inFrontOf(String layer) {
        int[] units = inputs.get(layer);
        return units == null ? new int[0] : units.clone();
    }

    private int[] known(String layer) {
        int[] units = outputs.get(layer);
        if (units == null) {
            throw new IllegalArgumentException("no layer is named " + layer);
        }
        return units;
    }

    private int[] channelsBehind(Layer layer, Ties ties) {
        int channels = layer.output().channels();
        if (layer instanceof Layer.Input) {
            return ties.frozenUnits(channels, Frozen.by(Frozen.Reason.INPUT, layer));
        }
        if (layer instanceof Layer.Weighted weighted) {
            return weighted.mixesItsUnits()
                    ? ties.frozenUnits(channels, Frozen.by(Frozen.Reason.MIXES_ITS_UNITS, layer))
                    : ties.newUnits(channels);
        }
        if (layer instanceof Layer.Opaque opaque) {
            Frozen reason = Frozen.by(opaque.why(), layer);
            layer.inputs().forEach(input -> ties.freeze(known(input), reason));
            return ties.frozenUnits(channels, reason);
        }
        if (layer instanceof Layer.Combination combination) {
            return combined(combination, ties);
        }
        return passed(layer, known(layer.inputs().get(0)));
    }

    /** The units of a layer that makes each of its channels of one that it reads. */
    private static int[] passed(Layer layer, int[] read) {
        int[] units = new int[layer.output().channels()];
        if (layer instanceof Layer.Passing passing) {
            Arrays.setAll(units, channel -> read[passing.firstChannel() + channel]);
        } else if (layer instanceof Layer.Depthwise depthwise) {
            Arrays.setAll(units, channel -> read[depthwise.channelOf(channel)]);
        } else if (layer instanceof Layer.Flatten flatten) {
            Arrays.setAll(units, feature -> read[flatten.channelOf(feature)]);
        } else {
            Arrays.setAll(units, channel -> read[channel]);
        }
        return units;
    }

    private int[] combined(Layer.Combination combination, Ties ties) {
        int[] units = known(combination.inputs().get(0));
        for (String input : combination.inputs().subList(1, combination.inputs().size())) {
            int[] more = known(input);
            if (combination.kind() == Layer.Combination.Kind.CONCATENATE) {
                int[] longer = Arrays.copyOf(units, units.length + more.length);
                System.arraycopy(more, 0, longer, units.length, more.length);
                units = longer;
            } else {
                ties.tie(units, more, combination);
            }
        }
        return units;
    }

    /** Layers that share a unit, directly or through others, are one group. */
    private List<UnitGroup> collect(NetworkGraph graph, Ties ties) {
        List<Layer> producers = graph.layers().stream().filter(Layer::hasUnits).toList();
        Map<Integer, Integer> ownerOfUnit = new HashMap<>();
        int[] owner = new int[producers.size()];
        for (int i = 0; i < owner.length; i++) {
            owner[i] = i;
            for (int unit : known(producers.get(i).name())) {
                int other = ownerOfUnit.merge(unit, i, (seen, now) -> seen);
                int from = Math.max(owner[other], owner[i]);
                int to = Math.min(owner[other], owner[i]);
                for (int j = 0; j <= i; j++) {
                    owner[j] = owner[j] == from ? to : owner[j];
                }
            }
        }
        Map<Integer, List<String>> layers = new LinkedHashMap<>();
        Map<Integer, TreeSet<Integer>> units = new HashMap<>();
        for (int i = 0; i < owner.length; i++) {
            String name = producers.get(i).name();
            layers.computeIfAbsent(owner[i], key -> new ArrayList<>()).add(name);
            TreeSet<Integer> set = units.computeIfAbsent(owner[i], key -> new TreeSet<>());
            Arrays.stream(known(name)).forEach(set::add);
        }
        List<UnitGroup> found = new ArrayList<>();
        layers.forEach((key, names) -> {
            List<Integer> members = List.copyOf(units.get(key));
            found.add(new UnitGroup(names.get(0), names, members, ties.frozen(members)));
        });
        return List.copyOf(found);
    }
}
