package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.session.Experiment;
import org.espalier.session.Goal;
import org.espalier.session.SessionState;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much is to go. */
final class ShareOptions {

    @Option(names = "--layer", paramLabel = "LAYER=SHARE")
    private Map<String, Double> layers = new LinkedHashMap<>();

    @Option(names = "--share", paramLabel = "SHARE")
    private @Nullable Double share;

    @Mixin
    private RankingOptions ranking = new RankingOptions();

    /** Whether nothing is to be cut. */
    boolean keepAll() {
        return share == null && layers.isEmpty();
    }

    /** @throws Refused where there is no such layer, it cannot be pruned, or a share is none */
    PruningPlan plan(Experiment experiment) throws Refused {
        return plan(experiment, experiment.opened());
    }

    /** The same for the network of a state. */
    PruningPlan plan(Experiment experiment, SessionState of) throws Refused {
        PruningPlan base = share == null ? ranking.plan() : ranking.planForAll(experiment, of, share);
        return ranking.with(base, experiment, of, layers);
    }

    /**
     * One threshold for the single weights of all layers together, the output among them.
     *
     * @throws Refused where units are cut, layers have shares of their own, or the share of all is none
     */
    Goal global(Experiment experiment) throws Refused {
        PruningPlan base = ranking.plan();
        if (base.granularity() != Granularity.WEIGHTS) {
            throw new Refused("cli.schedule.global-units");
        }
        if (share == null || !layers.isEmpty()) {
            throw new Refused("cli.schedule.global-share");
        }
        Set<String> all = Set.copyOf(
                experiment.scores(base.granularity(), base.criterion()).targets());
        return new Goal.Global(base, all, ranking.checked("--share", share));
    }
}
