package org.espalier.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.espalier.network.Structure;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.session.Experiment;
import org.espalier.session.SessionState;
import org.espalier.session.ShareOf;
import org.espalier.session.Shares;
import org.espalier.text.NearNames;
import org.espalier.text.Refused;
import picocli.CommandLine.Option;

/** What is cut, what goes first, what shares are shares of, and what stays at any rate. */
final class RankingOptions {

    @Option(names = "--criterion", paramLabel = "CRITERION")
    private Criterion criterion = Criterion.L1;

    @Option(names = "--granularity", paramLabel = "GRANULARITY")
    private Granularity granularity = Granularity.UNITS;

    @Option(names = "--share-of", paramLabel = "WHAT")
    private ShareOf shareOf = ShareOf.UNITS;

    @Option(names = "--round", paramLabel = "N")
    private int multiple = 1;

    @Option(names = "--keep-at-least", paramLabel = "N")
    private int least = 1;

    ShareOf shareOf() {
        return shareOf;
    }

    /** The plan that keeps everything. */
    PruningPlan plan() throws Refused {
        if (multiple < 1 || least < 1) {
            throw new Refused("cli.guards", multiple, least);
        }
        if (!shareOf.appliesTo(granularity)) {
            throw new Refused("cli.share-of-weights");
        }
        return PruningPlan.keepAll(granularity, criterion, Experiment.SEED).with(new Guards(multiple, least));
    }

    /** @param shares by layer; a layer that is coupled to others speaks for all of them */
    PruningPlan plan(Experiment experiment, SessionState of, Map<String, Double> shares) throws Refused {
        return with(plan(), experiment, of, shares);
    }

    /** A plan with other shares for some layers of a state's network. */
    PruningPlan with(PruningPlan before, Experiment experiment, SessionState of, Map<String, Double> shares)
            throws Refused {
        PruningPlan plan = before;
        Shares meaning = experiment.shares(of, plan);
        for (Map.Entry<String, Double> wish : shares.entrySet()) {
            String target = target(experiment, of, wish.getKey());
            double share = checked(wish.getKey(), wish.getValue());
            plan = plan.withShare(target, meaning.planned(target, share, shareOf));
        }
        return plan;
    }

    /** The same share for every layer that can be pruned but the output; of the whole network, where not of units. */
    PruningPlan planForAll(Experiment experiment, SessionState of, double share) throws Refused {
        PruningPlan plan = plan();
        Set<String> free = new LinkedHashSet<>(scores(experiment, of).targets());
        experiment.structure(of.weights()).graph().outputs().forEach(free::remove);
        double each = experiment.shares(of, plan).forAll(plan, free, shareOf, checked("--share", share));
        for (String target : free) {
            plan = plan.withShare(target, each);
        }
        return plan;
    }

    double checked(String of, double share) throws Refused {
        if (!(share >= 0 && share <= granularity.largestShare())) {
            throw new Refused("cli.share", of, share, granularity.largestShare());
        }
        return share;
    }

    /** What moves with a layer, as plans name it. */
    String target(Experiment experiment, SessionState of, String layer) throws Refused {
        Scores scores = scores(experiment, of);
        Structure network = experiment.structure(of.weights());
        boolean known = network.graph().has(layer);
        boolean hasUnits = known && network.graph().layer(layer).hasUnits();
        String target = hasUnits && granularity == Granularity.UNITS
                ? network.units().groupOf(layer).name()
                : layer;
        if (!scores.has(target)) {
            String choice = String.join(", ", NearNames.nearest(layer, scores.targets()));
            throw new Refused(known ? "cli.not-prunable" : "cli.no-such-layer", layer, choice);
        }
        return target;
    }

    private Scores scores(Experiment experiment, SessionState of) throws Refused {
        return experiment.scores(of.weights(), granularity, criterion);
    }
}
