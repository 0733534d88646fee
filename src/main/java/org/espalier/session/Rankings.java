package org.espalier.session;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.network.Network;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;

/** The rankings of an experiment's networks, each made once, and what shares mean under them. Read from anywhere. */
final class Rankings {

    private final NetworkStore networks;
    private final Map<Ranked, Scores> scores = new ConcurrentHashMap<>();
    /** Of each ranking, for the picks and guards that were asked for last. */
    private final Map<Ranked, Shares> shares = new ConcurrentHashMap<>();

    private record Ranked(int weights, Granularity granularity, Criterion criterion) {
        Ranked(Weights weights, PruningPlan plan) {
            this(weights.number(), plan.granularity(), plan.criterion());
        }
    }

    Rankings(NetworkStore networks) {
        this.networks = networks;
    }

    /**
     * The ranking of certain weights; made on first use, which takes time and belongs on the engine thread.
     *
     * @throws Refused where the weights were in a file that is gone
     */
    Scores of(Weights weights, Granularity granularity, Criterion criterion) throws Refused {
        Ranked by = new Ranked(weights.number(), granularity, criterion);
        Scores known = scores.get(by);
        if (known == null) {
            Network ranked = networks.get(weights);
            known = Scores.of(ranked, granularity, criterion, Experiment.SEED).without(ranked, weights.gone());
            PruningPlan usual = PruningPlan.keepAll(granularity, criterion, Experiment.SEED);
            shares.put(by, new Shares(networks.structure(weights), known, usual));
            scores.put(by, known);
        }
        return known;
    }

    /** Whether the ranking that a plan goes by has been made already. */
    boolean has(Weights weights, PruningPlan plan) {
        return scores.containsKey(new Ranked(weights, plan));
    }

    /** The ranking that a plan goes by, which has been made already. */
    Scores made(Weights weights, PruningPlan plan) {
        return Objects.requireNonNull(scores.get(new Ranked(weights, plan)), "a state without its ranking");
    }

    /** What a plan's shares mean, and come to, under a ranking that has been made already. */
    Shares shares(Weights weights, PruningPlan plan) {
        Scores ranking = made(weights, plan);
        return Objects.requireNonNull(shares.compute(
                new Ranked(weights, plan),
                (by, known) -> known != null && known.holdFor(plan, ranking)
                        ? known
                        : new Shares(networks.structure(weights), ranking, plan)));
    }
}
