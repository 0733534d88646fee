package org.espalier.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything that is learned, in one list of numbers, so that an optimiser's step is a handful of operations.
 *
 * <p>Weights of silenced units are not in it, neither the unit's own nor those that read it: nothing can move them.
 * Weights that are removed singly are in it, as zeros that are held, and so are those of frozen layers, as they are.
 */
final class Parameters implements AutoCloseable {

    private final NativeArrays arrays = new NativeArrays();
    private final List<Weight> weights;
    private final INDArray values;
    private final @Nullable INDArray held;
    private final long decaying;

    /** @param weights those that decay first */
    Parameters(Network network, PruningMask mask, List<Weight> weights) {
        this.weights = List.copyOf(weights);
        long length = 0;
        long decayed = 0;
        for (Weight weight : weights) {
            length += weight.length();
            decayed += weight.decays() ? weight.length() : 0;
        }
        this.decaying = decayed;
        this.values = arrays.allocate(length);
        boolean holds = weights.stream()
                .anyMatch(weight -> weight.way() == Weight.Way.HELD || removedOf(network, mask, weight) != null);
        this.held = holds ? arrays.allocate(length) : null;
        weights.forEach(weight -> load(network, mask, weight));
    }

    private static @Nullable RemovedWeights removedOf(Network network, PruningMask mask, Weight weight) {
        boolean isPruned = network.graph().layer(weight.layer()) instanceof Layer.Weighted weighted
                && weighted.weights().equals(weight.name());
        return isPruned ? mask.weightsOf(weight.layer()) : null;
    }

    private void load(Network network, PruningMask mask, Weight weight) {
        float[] all = network.values(weight.layer(), weight.name());
        RemovedWeights removed = removedOf(network, mask, weight);
        BitSet zeros = removed == null ? new BitSet() : removed.places();
        float[] own = new float[weight.length()];
        float[] stays = new float[weight.length()];
        for (int i = 0; i < own.length; i++) {
            int place = weight.places()[i];
            stays[i] = zeros.get(place) || weight.way() == Weight.Way.HELD ? 0 : 1;
            own[i] = zeros.get(place) ? 0 : all[place];
        }
        NativeArrays.put(own, part(values, weight));
        if (held != null) {
            NativeArrays.put(stays, part(held, weight));
        }
    }

    private static INDArray part(INDArray list, Weight weight) {
        return NativeArrays.view(list, weight.offset(), weight.length());
    }

    /** One weight as a matrix on a list of all. */
    static INDArray matrix(INDArray list, Weight weight) {
        return NativeArrays.view(list, weight.offset(), weight.rows(), weight.columns());
    }

    /** One weight of one row as a list, on a list of all. */
    static INDArray row(INDArray list, Weight weight) {
        return part(list, weight);
    }

    INDArray values() {
        return values;
    }

    /** 1 where a weight may move and 0 where it is held, or null where all may move. */
    @Nullable
    INDArray held() {
        return held;
    }

    long length() {
        return values.length();
    }

    /** How many values, from the first on, weight decay pulls at. */
    long decaying() {
        return decaying;
    }

    List<Weight> weights() {
        return weights;
    }

    /** Copies the values. */
    float[] copy() {
        float[] copy = new float[Math.toIntExact(length())];
        NativeArrays.get(values, copy);
        return copy;
    }

    /** Sets the values to a copy that was taken. */
    void set(float[] copy) {
        NativeArrays.put(copy, values);
    }

    /** Writes what was learned into a network of the same layers; what is not in here stays as it is there. */
    static void write(List<Weight> weights, float[] from, ComputationGraph into) {
        for (Weight weight : weights) {
            INDArray target = into.getLayer(weight.layer()).getParam(weight.name());
            float[] all = target.dup('c').data().asFloat();
            for (int i = 0; i < weight.length(); i++) {
                all[weight.places()[i]] = from[Math.toIntExact(weight.offset()) + i];
            }
            target.assign(Nd4j.create(all, target.shape(), 'c'));
        }
    }

    /** Names of the arrays, for tests. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        weights.forEach(weight -> names.add(weight.layer() + "_" + weight.name()));
        return names;
    }

    @Override
    public void close() {
        arrays.close();
    }
}
