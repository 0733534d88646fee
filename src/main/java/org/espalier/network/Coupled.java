package org.espalier.network;

import java.util.BitSet;
import java.util.List;

/**
 * Units and all that goes with them.
 *
 * @param units by their numbers in {@link UnitGroups}
 * @param slices that go, see {@link UnitSlices#goingWith(BitSet)}
 * @param links the wires along which they hang together, see {@link UnitSlices#links(BitSet)}
 */
public record Coupled(BitSet units, List<Slice> slices, List<Link> links) {

    /** No unit, so nothing. */
    public static final Coupled NOTHING = new Coupled(new BitSet(), List.of(), List.of());

    public Coupled {
        units = (BitSet) units.clone();
        slices = List.copyOf(slices);
        links = List.copyOf(links);
    }

    @Override
    public BitSet units() {
        return (BitSet) units.clone();
    }

    public boolean isEmpty() {
        return units.isEmpty();
    }

    /** Values that go, of all layers. */
    public long parameters() {
        return slices.stream().mapToLong(Slice::parameters).sum();
    }

    /** Values that go, of one layer. */
    public long parametersOf(String layer) {
        return slices.stream()
                .filter(slice -> slice.layer().equals(layer))
                .mapToLong(Slice::parameters)
                .sum();
    }
}
