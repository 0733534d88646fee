package org.espalier.ui.graph;

import java.util.BitSet;

/**
 * What a card shows of the current step.
 *
 * @param share the share to remove: what the slider stands at, and what comes of it
 * @param parameters parameters that the layer keeps
 * @param kept the units that stay, numbered from 0 within the layer; empty where a strip makes no sense
 * @param keptWeights the share of single weights that stays, 0 to 1; of interest where those are what is cut
 */
public record CardState(ShareReading share, boolean locked, long parameters, BitSet kept, double keptWeights) {

    /** The state of a card whose slider moves units, and gets what it asks for. */
    public CardState(double share, boolean locked, long parameters, BitSet kept) {
        this(ShareReading.exactly(share), locked, parameters, kept, 1);
    }

    public CardState {
        if (!(keptWeights >= 0 && keptWeights <= 1)) {
            throw new IllegalArgumentException("a share must be in [0, 1], was " + keptWeights);
        }
        kept = (BitSet) kept.clone();
    }

    @Override
    public BitSet kept() {
        return (BitSet) kept.clone();
    }
}
