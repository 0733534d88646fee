package org.espalier.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.espalier.network.PruningMask;

/**
 * How far a change of the mask reaches in a plan.
 *
 * <p>A boundary is a number of stages: what stands in front of it is not changed by silencing units that are
 * read behind it only, or single weights of layers behind it.
 */
final class Reach {

    private final List<Stage> stages;
    private final List<Slot> slots;
    private final Slot output;
    private final Map<Integer, Integer> firstReader = new HashMap<>();

    Reach(List<Stage> stages, List<Slot> slots, Slot output) {
        this.stages = stages;
        this.slots = slots;
        this.output = output;
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).isReader()) {
                for (Slot slot : stages.get(i).reads()) {
                    for (int channel = 0; channel < slot.shape().channels(); channel++) {
                        firstReader.putIfAbsent(slot.unit(channel), i);
                    }
                }
            }
        }
    }

    /** The first stage that runs otherwise under one mask than under the other; all stages where none does. */
    int firstDifference(PruningMask left, PruningMask right) {
        BitSet changed = left.units();
        changed.xor(right.units());
        int first = changed.stream().map(this::firstReaderOf).min().orElse(stages.size());
        Set<String> layers = new HashSet<>(left.layersWithRemovedWeights());
        layers.addAll(right.layersWithRemovedWeights());
        for (String layer : layers) {
            if (!Objects.equals(left.weightsOf(layer), right.weightsOf(layer))) {
                first = Math.min(first, stageOf(layer));
            }
        }
        return first;
    }

    /** The boundaries at which a change of units, or of one layer's weights, may begin; but for the start. */
    List<Integer> boundaries() {
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i).isReader()) {
                all.add(i);
            }
        }
        return all;
    }

    /** Whether all stages in front of a boundary run the same under both masks. */
    boolean isSameUpTo(int boundary, PruningMask left, PruningMask right) {
        return firstDifference(left, right) >= boundary;
    }

    /**
     * The silenced units that must be computed nevertheless where activations are kept at a boundary: those that
     * cross it, and that no stage in front of it leaves out.
     */
    BitSet held(int boundary, PruningMask mask) {
        BitSet crossing = new BitSet();
        for (Slot slot : crossing(boundary)) {
            for (int channel = 0; channel < slot.shape().channels(); channel++) {
                crossing.set(slot.unit(channel));
            }
        }
        crossing.and(mask.units());
        BitSet held = new BitSet();
        crossing.stream().filter(unit -> firstReaderOf(unit) >= boundary).forEach(held::set);
        return held;
    }

    /** The slots that are written in front of a boundary and read behind it. */
    List<Slot> crossing(int boundary) {
        boolean[] written = new boolean[slots.size()];
        written[0] = true;
        boolean[] read = new boolean[slots.size()];
        read[output.index()] = true;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (i < boundary) {
                written[stage.writes().index()] = true;
            } else {
                stage.reads().stream().filter(slot -> written[slot.index()]).forEach(slot -> read[slot.index()] = true);
            }
        }
        List<Slot> crossing = new ArrayList<>();
        for (Slot slot : slots) {
            if (written[slot.index()] && read[slot.index()]) {
                crossing.add(slot);
            }
        }
        return crossing;
    }

    /** Values of one image that are kept at a boundary. */
    long valuesAcross(int boundary) {
        return crossing(boundary).stream()
                .mapToLong(slot -> slot.shape().values())
                .sum();
    }

    private int firstReaderOf(int unit) {
        return firstReader.getOrDefault(unit, stages.size());
    }

    private int stageOf(String layer) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).hasWeightsOf(layer)) {
                return i;
            }
        }
        throw new IllegalArgumentException(layer + " has no weights in this plan");
    }
}
