package org.espalier.pruning;

/** What is removed as one piece. */
public enum Granularity {
    /** Whole filters of convolutions and neurons of dense layers, with everything coupled to them. */
    UNITS,
    /** Single weights, set to zero. The network keeps its size. */
    WEIGHTS
}
