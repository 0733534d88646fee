package org.espalier.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
import org.espalier.session.ExportTarget;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be cut, and where the smaller network goes. */
final class CutOptions {

    @Option(
            names = "--layer",
            paramLabel = "LAYER=SHARE",
            description = "Share of a layer to remove, 0 to 0.95, see --share-of. May be repeated.")
    private Map<String, Double> layers = new LinkedHashMap<>();

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Share of every layer that can be pruned, but for the output; --layer overrides it.")
    private @Nullable Double share;

    @Mixin
    private RankingOptions ranking = new RankingOptions();

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
        return share == null && layers.isEmpty();
    }

    ExportTarget target() {
        return new ExportTarget(out, force);
    }

    /** @throws Refused where there is no such layer, it cannot be pruned, or a share is none */
    PruningPlan plan(Experiment experiment) throws Refused {
        PruningPlan base = share == null ? ranking.plan() : ranking.planForAll(experiment, share);
        return ranking.with(base, experiment, layers);
    }
}
