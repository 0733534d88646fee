package org.espalier.training;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Lays out what is learned: weights that decay in front, all others behind, and of each only what belongs to units
 * that are not silenced.
 */
final class WeightList {

    /** A weight that has no place yet. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Planned(String layer, String name, int[] places, long columns) {}

    private final List<Planned> planned = new ArrayList<>();

    /** {@code [kernelHeight·kernelWidth·channels, filters]}. */
    void addKernel(Layer.Convolution layer, int[] channels, int[] filters) {
        int area = layer.window().area();
        int all = layer.inputShape().channels();
        int[] places = new int[area * channels.length * filters.length];
        int at = 0;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel : channels) {
                for (int filter : filters) {
                    places[at++] = (filter * all + channel) * area + pixel;
                }
            }
        }
        planned.add(new Planned(layer.name(), "W", places, filters.length));
    }

    /** {@code [inputs, neurons]}, the input's channels fastest. */
    void addMatrix(Layer.Dense layer, int[] channels, int[] neurons) {
        int positions = layer.inputShape().positions();
        int all = layer.output().channels();
        int[] places = new int[positions * channels.length * neurons.length];
        int at = 0;
        for (int position = 0; position < positions; position++) {
            for (int channel : channels) {
                int row = layer.row(channel, position) * all;
                for (int neuron : neurons) {
                    places[at++] = row + neuron;
                }
            }
        }
        planned.add(new Planned(layer.name(), "W", places, neurons.length));
    }

    /** One value per unit. */
    void addRow(String layer, String name, int... units) {
        planned.add(new Planned(layer, name, units.clone(), units.length));
    }

    /** All of them, with their places. */
    List<Weight> laidOut() {
        List<Weight> weights = new ArrayList<>();
        long offset = 0;
        for (boolean decaying : new boolean[] {true, false}) {
            for (Planned one : planned) {
                long rows = one.places().length / one.columns();
                Weight weight = new Weight(one.layer(), one.name(), one.places(), offset, rows, one.columns());
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
