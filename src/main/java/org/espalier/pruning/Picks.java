package org.espalier.pruning;

import java.util.BitSet;

/**
 * The units that the hand decided about, by their numbers in {@link org.espalier.network.UnitGroups}: they say
 * nothing about scores and so survive another criterion.
 *
 * @param removed go, whatever their score
 * @param kept stay, whatever their score; none of them is removed as well
 */
public record Picks(BitSet removed, BitSet kept) {

    /** The ranking decides about all. */
    public static final Picks NONE = new Picks(new BitSet(), new BitSet());

    public Picks {
        if (removed.intersects(kept)) {
            throw new IllegalArgumentException("both removed and kept by hand: " + removed + ", " + kept);
        }
        removed = (BitSet) removed.clone();
        kept = (BitSet) kept.clone();
    }

    @Override
    public BitSet removed() {
        return (BitSet) removed.clone();
    }

    @Override
    public BitSet kept() {
        return (BitSet) kept.clone();
    }

    /** Who decides about a unit. */
    public Pick of(int unit) {
        if (removed.get(unit)) {
            return Pick.REMOVED;
        }
        return kept.get(unit) ? Pick.KEPT : Pick.RANKED;
    }

    /** The hand decides anew about these units. */
    public Picks with(BitSet units, Pick pick) {
        BitSet goes = removed();
        BitSet stays = kept();
        goes.andNot(units);
        stays.andNot(units);
        if (pick == Pick.REMOVED) {
            goes.or(units);
        } else if (pick == Pick.KEPT) {
            stays.or(units);
        }
        return new Picks(goes, stays);
    }

    public boolean isEmpty() {
        return removed.isEmpty() && kept.isEmpty();
    }
}
