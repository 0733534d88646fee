package org.espalier.cli;

import java.nio.file.Path;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.text.Refused;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be cut, and where the smaller network goes. */
final class CutOptions {

    @Mixin
    private ShareOptions shares = new ShareOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The model file; the one beside it, which ends in .json, says what was done.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replaces an earlier export.")
    private boolean force;

    /** Whether nothing is to be cut. */
    boolean keepAll() {
        return shares.keepAll();
    }

    ExportTarget target() {
        return new ExportTarget(out, force);
    }

    /** @throws Refused where there is no such layer, it cannot be pruned, or a share is none */
    PruningPlan plan(Experiment experiment) throws Refused {
        return shares.plan(experiment);
    }
}
