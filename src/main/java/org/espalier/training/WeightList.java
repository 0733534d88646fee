package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Lays out what is learned: weights that decay in front, all others behind, and of each only what belongs to units
 * that are not silenced.
 */
final class WeightList {

    /** A weight that has no place yet. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Planned(String layer, String name, int[] places, long columns, Weight.Way way) {}

    /** By layer, the channels behind it that are not silenced. */
    @FunctionalInterface
    interface Kept {
        int[] behind(String layer);
    }

    private final Network network;
    private final LayerSettings settings;
    private final Kept kept;
    private final List<Planned> planned = new ArrayList<>();

    private WeightList(Network network, LayerSettings settings, Kept kept) {
        this.network = network;
        this.settings = settings;
        this.kept = kept;
    }

    /** All that a network has, with their places. */
    static List<Weight> of(Network network, LayerSettings settings, Kept kept) {
        WeightList list = new WeightList(network, settings, kept);
        network.graph().layers().forEach(list::add);
        return list.laidOut();
    }

    private void add(Layer layer) {
        String name = layer.name();
        int[] units = kept.behind(name);
        if (layer instanceof Layer.Convolution convolution) {
            add(layer, "W", Places.of(convolution, inFrontOf(convolution), units), units.length);
            addBias(layer, convolution.bias(), units);
        } else if (layer instanceof Layer.Dense dense) {
            add(layer, "W", Places.of(dense, inFrontOf(dense), units), units.length);
            addBias(layer, dense.bias(), units);
            if (dense.layerNorm()) {
                addRow(layer, "g", units);
            }
        } else if (layer instanceof Layer.Depthwise depthwise) {
            add(layer, "W", Places.of(depthwise, inFrontOf(depthwise)), depthwise.multiplier());
            addBias(layer, depthwise.bias(), units);
        } else if (layer instanceof Layer.Separable separable) {
            int[] channels = inFrontOf(separable);
            add(layer, "W", Places.ofFirst(separable, channels), separable.multiplier());
            add(layer, "pW", Places.ofSecond(separable, channels, units), units.length);
            addBias(layer, separable.bias(), units);
        } else if (layer instanceof Layer.Deconvolution transposed) {
            int[] channels = inFrontOf(transposed);
            add(layer, "W", Places.of(transposed, channels, units), channels.length);
            addBias(layer, transposed.bias(), units);
        } else if (layer instanceof Layer.BatchNorm
                && !settings.isHeld(name)
                && !settings.norm(name).isLockGammaBeta()) {
            addRow(layer, "gamma", units);
            addRow(layer, "beta", units);
        } else if (layer instanceof Layer.Passing passing) {
            add(passing, units);
        }
    }

    private void add(Layer.Passing layer, int... channels) {
        switch (layer.effect()) {
            case LEARNED_SCALE -> {
                addRow(layer, "W", channels);
                addRow(layer, "b", channels);
            }
            case PRELU ->
                addRow(layer, "W", SlopePlaces.of(network, layer, channels).places());
            case PADDING, CROPPING, UPSAMPLING, SCALE, SHIFT, SUBSET, INPUT, UNSTACK -> {}
        }
    }

    private int[] inFrontOf(Layer.Unary layer) {
        return kept.behind(layer.input());
    }

    private void addBias(Layer layer, boolean has, int... units) {
        if (has) {
            addRow(layer, "b", units);
        }
    }

    /** One value per unit. */
    private void addRow(Layer layer, String name, int... units) {
        Weight.Way way = settings.isHeld(layer.name()) ? Weight.Way.HELD : Weight.Way.FREE;
        planned.add(new Planned(layer.name(), name, units.clone(), units.length, way));
    }

    private void add(Layer layer, String name, int[] places, int columns) {
        Weight.Way way = settings.isHeld(layer.name()) ? Weight.Way.HELD : Weight.Way.DECAYING;
        planned.add(new Planned(layer.name(), name, places, columns, way));
    }

    private List<Weight> laidOut() {
        List<Weight> weights = new ArrayList<>();
        long offset = 0;
        for (boolean decaying : new boolean[] {true, false}) {
            for (Planned one : planned) {
                long rows = one.places().length / one.columns();
                Weight weight =
                        new Weight(one.layer(), one.name(), one.places(), offset, rows, one.columns(), one.way());
                if (weight.decays() == decaying) {
                    weights.add(weight);
                    offset += weight.length();
                }
            }
        }
        return weights;
    }

    static Weight find(List<Weight> weights, String layer, String name) {
        Weight found = findOrNull(weights, layer, name);
        if (found == null) {
            throw new IllegalArgumentException(layer + " learns no " + name);
        }
        return found;
    }

    static @Nullable Weight findOrNull(List<Weight> weights, String layer, String name) {
        return weights.stream()
                .filter(weight -> weight.layer().equals(layer) && weight.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
