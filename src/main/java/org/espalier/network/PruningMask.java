package org.espalier.network;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is silenced: whole units, and single weights.
 *
 * <p>To silence a unit means that nothing of it reaches the layers that read it. Units are numbered by
 * {@link UnitGroups}; weights by their place in {@code W} in row-major order of the layer's own layout.
 * Biases are never silenced singly.
 */
public final class PruningMask {

    /** Nothing is silenced. */
    public static final PruningMask NONE = new PruningMask(new BitSet(), Map.of());

    private final BitSet units;
    private final Map<String, RemovedWeights> weights;

    private PruningMask(BitSet units, Map<String, RemovedWeights> weights) {
        this.units = units;
        this.weights = weights;
    }

    public static PruningMask ofUnits(BitSet removed) {
        return new PruningMask((BitSet) removed.clone(), Map.of());
    }

    /** Single weights, by layer. */
    public static PruningMask ofWeights(Map<String, RemovedWeights> removed) {
        return new PruningMask(
                new BitSet(),
                removed.entrySet().stream()
                        .filter(entry -> entry.getValue().count() > 0)
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The units of this mask and the single weights of another. */
    public PruningMask withWeightsOf(PruningMask other) {
        return new PruningMask(units, other.weights);
    }

    public boolean silencesUnits() {
        return !units.isEmpty();
    }

    /** A copy of the set of silenced units. */
    public BitSet units() {
        return (BitSet) units.clone();
    }

    public boolean removesUnit(int unit) {
        return units.get(unit);
    }

    /** How many of these units stay. */
    public int kept(int[] unitNumbers) {
        int kept = 0;
        for (int unit : unitNumbers) {
            if (!removesUnit(unit)) {
                kept++;
            }
        }
        return kept;
    }

    /** What is zeroed of one layer's weights, or null where nothing is. */
    public @Nullable RemovedWeights weightsOf(String layer) {
        return weights.get(layer);
    }

    /** The layers of which single weights are zeroed. */
    public Set<String> layersWithRemovedWeights() {
        return weights.keySet();
    }

    public int removedWeights(String layer) {
        RemovedWeights removed = weights.get(layer);
        return removed == null ? 0 : removed.count();
    }

    public boolean isEmpty() {
        return units.isEmpty() && weights.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PruningMask that && units.equals(that.units) && weights.equals(that.weights);
    }

    @Override
    public int hashCode() {
        return units.hashCode() * 31 + weights.hashCode();
    }
}
