package org.espalier.session;

import org.espalier.pruning.Granularity;

/** What a share is a share of. */
public enum ShareOf {
    /** Of what is cut: filters and neurons, or single weights. */
    UNITS,
    /** Of the parameters that go once all units of a layer do, wherever they stand; of the network's. */
    PARAMETERS,
    /** Of the multiply-adds that go once all units of a layer do; of the network's. */
    MULTIPLY_ADDS;

    /** This, or the nearest that applies. */
    public ShareOf on(Granularity granularity) {
        return appliesTo(granularity) ? this : PARAMETERS;
    }

    /** Whether cutting changes it at all: zeroed single weights are still multiplied. */
    public boolean appliesTo(Granularity granularity) {
        return this != MULTIPLY_ADDS || granularity == Granularity.UNITS;
    }
}
