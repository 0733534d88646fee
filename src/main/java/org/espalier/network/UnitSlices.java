package org.espalier.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What goes with units that are removed: slices of layers, and the wires along which they hang together. */
public final class UnitSlices {

    private final NetworkGraph graph;
    private final UnitGroups groups;

    private UnitSlices(NetworkGraph graph, UnitGroups groups) {
        this.graph = graph;
        this.groups = groups;
    }

    public static UnitSlices of(NetworkGraph graph, UnitGroups groups) {
        return new UnitSlices(graph, groups);
    }

    /** All that goes with these units. */
    public Coupled coupledWith(BitSet units) {
        return new Coupled(units, goingWith(units), links(units));
    }

    /** The slices that go with one unit, in the graph's order. */
    public List<Slice> goingWith(int unit) {
        BitSet one = new BitSet();
        one.set(unit);
        return goingWith(one);
    }

    /**
     * The slices that go with several units at once, in the graph's order, at most one for each side of a layer. Layers
     * that store nothing have none; those that only pass channels on have output slices.
     */
    public List<Slice> goingWith(BitSet units) {
        List<Slice> slices = new ArrayList<>();
        for (Layer layer : graph.layers()) {
            addSlices(layer, units, slices);
        }
        return List.copyOf(slices);
    }

    private void addSlices(Layer layer, BitSet units, List<Slice> slices) {
        int[] front = groups.inFrontOf(layer.name());
        int[] behind = groups.behind(layer.name());
        List<Integer> made = channels(behind, units);
        List<Integer> read = channels(front, units);
        long whole = layer.parameters(front.length, behind.length);
        long withoutMade = layer.parameters(front.length, behind.length - made.size());
        long left = layer.parameters(front.length - read.size(), behind.length - made.size());
        if (whole > withoutMade) {
            slices.add(new Slice(layer.name(), Slice.Side.OUTPUT, made, whole - withoutMade));
        }
        if (withoutMade > left) {
            slices.add(new Slice(layer.name(), Slice.Side.INPUT, weightsOf(layer, read), withoutMade - left));
        }
    }

    private static List<Integer> weightsOf(Layer layer, List<Integer> channels) {
        if (!(layer instanceof Layer.Dense dense)) {
            return channels;
        }
        List<Integer> rows = new ArrayList<>();
        for (int channel : channels) {
            for (int position = 0; position < dense.inputShape().positions(); position++) {
                rows.add(dense.row(channel, position));
            }
        }
        rows.sort(null);
        return rows;
    }

    /** The wires along which a group's units go, from the layers that make them to those that read them. */
    public List<Link> links(UnitGroup group) {
        BitSet units = new BitSet();
        group.units().forEach(units::set);
        return links(units);
    }

    /** The wires along which these units go, in the order of the layers that read them. */
    public List<Link> links(BitSet units) {
        List<Link> links = new ArrayList<>();
        for (Layer layer : graph.layers()) {
            int before = 0;
            for (String input : layer.inputs()) {
                int[] read = layer instanceof Layer.Passing ? groups.behind(layer.name()) : groups.behind(input);
                if (!channels(read, units).isEmpty()) {
                    links.add(link(input, layer, before));
                }
                before += graph.layer(input).output().channels();
            }
        }
        return List.copyOf(links);
    }

    /** @param before channels of the inputs in front of this one */
    private static Link link(String from, Layer to, int before) {
        if (to instanceof Layer.Combination combination) {
            return switch (combination.kind()) {
                case CONCATENATE -> new Link(from, to.name(), Link.Kind.CONCATENATED, before);
                case STACK -> new Link(from, to.name(), Link.Kind.SHARED, 0);
                case ADD, SUBTRACT, PRODUCT, AVERAGE, MAX -> new Link(from, to.name(), Link.Kind.ELEMENT_WISE, 0);
            };
        }
        if (to instanceof Layer.Dense dense) {
            return readInRows(dense);
        }
        if (to instanceof Layer.Flatten flatten) {
            Link.Kind kind = flatten.channelsLast() ? Link.Kind.FLATTENED_APART : Link.Kind.FLATTENED_TOGETHER;
            return new Link(from, to.name(), kind, flatten.inputShape().positions());
        }
        if (to instanceof Layer.BatchNorm norm) {
            return new Link(from, to.name(), Link.Kind.NORM, norm.arrays());
        }
        if (to instanceof Layer.Passing passing) {
            return passed(passing);
        }
        if (to instanceof Layer.Depthwise depthwise) {
            return new Link(from, to.name(), Link.Kind.MULTIPLIED, depthwise.multiplier());
        }
        if (to instanceof Layer.Weighted) {
            return new Link(from, to.name(), Link.Kind.KERNELS, 0);
        }
        Link.Kind kind = to instanceof Layer.Opaque ? Link.Kind.OPAQUE : Link.Kind.CHANNEL_BY_CHANNEL;
        return new Link(from, to.name(), kind, 0);
    }

    private static Link readInRows(Layer.Dense dense) {
        int positions = dense.inputShape().positions();
        if (positions == 1) {
            return new Link(dense.input(), dense.name(), Link.Kind.ROW, 0);
        }
        Link.Kind kind = dense.channelsLast() ? Link.Kind.ROWS_APART : Link.Kind.ROWS_TOGETHER;
        return new Link(dense.input(), dense.name(), kind, positions);
    }

    private static Link passed(Layer.Passing layer) {
        if (layer.effect() == Layer.Passing.Effect.SUBSET || layer.isInput()) {
            return new Link(layer.input(), layer.name(), Link.Kind.SUBSET, layer.firstChannel());
        }
        Link.Kind kind = layer.valuesPerChannel() > 0 ? Link.Kind.VALUES : Link.Kind.CHANNEL_BY_CHANNEL;
        return new Link(layer.input(), layer.name(), kind, layer.valuesPerChannel());
    }

    /** The places of an array at which one of these units stands. */
    private static List<Integer> channels(int[] at, BitSet units) {
        List<Integer> found = new ArrayList<>();
        for (int channel = 0; channel < at.length; channel++) {
            if (units.get(at[channel])) {
                found.add(channel);
            }
        }
        return found;
    }
}
