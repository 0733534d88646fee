package org.espalier.cli;

import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import picocli.CommandLine.Option;

/** What is cut, and what goes first. */
final class RankingOptions {

    @Option(names = "--criterion", description = "What goes first: l1 (default), l2 or random.")
    private Criterion criterion = Criterion.L1;

    @Option(names = "--granularity", description = "units (default: filters and neurons) or weights.")
    private Granularity granularity = Granularity.UNITS;

    Criterion criterion() {
        return criterion;
    }

    Granularity granularity() {
        return granularity;
    }
}
