package org.espalier.pruning;

/** What is removed as one piece. */
public enum Granularity {
    /** Whole filters of convolutions and neurons of dense layers, with everything coupled to them. */
    UNITS(PruningPlan.LARGEST_SHARE),
    /** Single weights, set to zero. The network keeps its size. */
    WEIGHTS(0.999);

    private final double largestShare;

    Granularity(double largestShare) {
        this.largestShare = largestShare;
    }

    /** The most of a target that can be asked for. */
    public double largestShare() {
        return largestShare;
    }
}
