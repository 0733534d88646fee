package org.espalier.pruning;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.UnitGroup;

/**
 * How much of each target is to go: shares of the original size, so that steps never compound.
 *
 * @param seed of the random criterion
 * @param shares by target, 0 to {@value #LARGEST_SHARE}; targets that are not named keep everything
 */
public record PruningPlan(Granularity granularity, Criterion criterion, long seed, Map<String, Double> shares) {

    /** The most that a slider takes away. */
    public static final double LARGEST_SHARE = 0.95;

    public PruningPlan {
        Map<String, Double> kept = new HashMap<>();
        shares.forEach((target, share) -> {
            if (!(share >= 0 && share <= LARGEST_SHARE)) {
                throw new IllegalArgumentException(
                        "the share of " + target + " must be in [0, " + LARGEST_SHARE + "], was " + share);
            }
            if (share > 0) {
                kept.put(target, share);
            }
        });
        shares = Map.copyOf(kept);
    }

    /** Keeps everything. */
    public static PruningPlan keepAll(Granularity granularity, Criterion criterion, long seed) {
        return new PruningPlan(granularity, criterion, seed, Map.of());
    }

    public double share(String target) {
        return shares.getOrDefault(target, 0.0);
    }

    public PruningPlan withShare(String target, double share) {
        Map<String, Double> changed = new HashMap<>(shares);
        changed.put(target, share);
        return new PruningPlan(granularity, criterion, seed, changed);
    }

    public PruningPlan with(Criterion other) {
        return new PruningPlan(granularity, other, seed, shares);
    }

    /** With shares that do not lie below what is gone already. */
    public PruningPlan within(Scores scores) {
        PruningPlan plan = this;
        for (String target : scores.targets()) {
            double least = Math.min(LARGEST_SHARE, scores.smallestShare(target));
            plan = plan.share(target) < least ? plan.withShare(target, least) : plan;
        }
        return plan;
    }

    /** The other way of cutting; shares of units say nothing about weights, so all start at 0 again. */
    public PruningPlan with(Granularity other) {
        return other == granularity ? this : keepAll(other, criterion, seed);
    }

    /** How many of {@code size} go at a share: the nearest whole number, but never all. */
    public static int count(double share, int size) {
        return (int) Math.min(size - 1L, Math.round(share * size));
    }

    /**
     * The units or weights that go, with all that is gone already. However many weights there are, a share of them is chosen at once: which they
     * are is found when they are zeroed.
     *
     * @param scores of the same network, granularity, criterion and seed
     */
    public PruningMask select(Network network, Scores scores) {
        if (scores.granularity() != granularity) {
            throw new IllegalArgumentException("scores of " + scores.granularity() + " for a plan of " + granularity);
        }
        return granularity == Granularity.UNITS ? selectUnits(network, scores) : selectWeights(scores);
    }

    private PruningMask selectWeights(Scores scores) {
        Map<String, RemovedWeights> removed = new HashMap<>();
        for (String target : scores.targets()) {
            removed.put(target, scores.of(target).first(scores.count(target, share(target))));
        }
        return scores.gone().withWeightsOf(PruningMask.ofWeights(removed));
    }

    private PruningMask selectUnits(Network network, Scores scores) {
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                select(network, group, scores, removed);
            }
        }
        return PruningMask.ofUnits(removed).withWeightsOf(scores.gone());
    }

    /** The first k of the ranking, passing over a unit that is the last one of some layer. */
    private void select(Network network, UnitGroup group, Scores scores, BitSet removed) {
        Ranking ranking = scores.of(group.name());
        int open = scores.count(group.name(), share(group.name()));
        if (open == 0) {
            return;
        }
        Map<String, Integer> left = new HashMap<>();
        Map<Integer, Map<String, Integer>> usesOf = new HashMap<>();
        for (String layer : group.layers()) {
            int[] units = network.units().behind(layer);
            left.put(layer, units.length);
            for (int unit : units) {
                usesOf.computeIfAbsent(unit, key -> new HashMap<>()).merge(layer, 1, Integer::sum);
            }
        }
        for (int rank = 0; rank < ranking.size() && open > 0; rank++) {
            int unit = group.units().get(ranking.at(rank));
            Map<String, Integer> uses = usesOf.getOrDefault(unit, Map.of());
            if (uses.entrySet().stream().allMatch(use -> left.getOrDefault(use.getKey(), 0) > use.getValue())) {
                uses.forEach((layer, count) -> left.merge(layer, -count, Integer::sum));
                removed.set(unit);
                open--;
            }
        }
    }
}
