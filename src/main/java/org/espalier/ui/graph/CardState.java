package org.espalier.ui.graph;

import java.util.BitSet;

/**
 * What a card shows of the current step.
 *
 * @param share the share of units to remove that the slider stands at, 0 to {@link CardModel#MOST}
 * @param parameters parameters that the layer keeps
 * @param kept the units that stay, numbered from 0 within the layer; empty where a strip makes no sense
 * @param keptInWords what stays, where that is not units; empty where it is
 */
public record CardState(double share, boolean locked, long parameters, BitSet kept, String keptInWords) {

    /** The state of a card whose slider moves units. */
    public CardState(double share, boolean locked, long parameters, BitSet kept) {
        this(share, locked, parameters, kept, "");
    }

    public CardState {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in [0, 1], was " + share);
        }
        kept = (BitSet) kept.clone();
    }

    @Override
    public BitSet kept() {
        return (BitSet) kept.clone();
    }
}
