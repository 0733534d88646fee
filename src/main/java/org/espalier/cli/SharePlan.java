package org.espalier.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.NetworkGraph;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.session.Experiment;
import org.espalier.text.Refused;

/** Makes a plan of shares that were given by the names of layers. */
final class SharePlan {

    private static final int NEAR = 5;

    private final Experiment experiment;
    private final RankingOptions ranking;
    private final Scores scores;

    SharePlan(Experiment experiment, RankingOptions ranking) {
        this.experiment = experiment;
        this.ranking = ranking;
        this.scores = experiment.scores(ranking.granularity(), ranking.criterion());
    }

    /** @throws Refused where there is no such layer, it cannot be pruned, or a share is none */
    PruningPlan of(Map<String, Double> shares) throws Refused {
        PruningPlan plan = PruningPlan.keepAll(ranking.granularity(), ranking.criterion(), Experiment.SEED);
        for (Map.Entry<String, Double> wish : shares.entrySet()) {
            String target = target(wish.getKey());
            plan = plan.withShare(target, checked(wish.getKey(), wish.getValue()));
        }
        return plan;
    }

    /** The same share for everything that can be pruned, but for the network's outputs. */
    Map<String, Double> ofAll(double share) throws Refused {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String target : scores.targets()) {
            if (!experiment.network().graph().outputs().contains(target)) {
                shares.put(target, checked(target, share));
            }
        }
        return shares;
    }

    private static double checked(String layer, double share) throws Refused {
        if (!(share >= 0 && share <= PruningPlan.LARGEST_SHARE)) {
            throw new Refused("cli.share", layer, share, PruningPlan.LARGEST_SHARE);
        }
        return share;
    }

    private String target(String layer) throws Refused {
        NetworkGraph graph = experiment.network().graph();
        boolean known = graph.has(layer);
        boolean coupled = known && graph.layer(layer).hasUnits() && ranking.granularity() == Granularity.UNITS;
        String target = coupled ? experiment.network().units().groupOf(layer).name() : layer;
        if (!scores.has(target)) {
            String near = String.join(", ", nearest(layer, scores.targets()));
            throw new Refused(known ? "cli.not-prunable" : "cli.no-such-layer", layer, near);
        }
        return target;
    }

    /** The names that differ least from a word, in the order of the layers where there are few. */
    static List<String> nearest(String word, List<String> names) {
        if (names.size() <= NEAR) {
            return names;
        }
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(java.util.Comparator.comparingInt(name -> edits(word, name)));
        return List.copyOf(sorted.subList(0, NEAR));
    }

    /** How many letters are put in, taken out or changed between two words (Levenshtein 1966). */
    private static int edits(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
