package org.espalier.pruning;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.Structure;
import org.espalier.network.UnitGroup;

/**
 * How much of each target is to go: shares of the original size, so that steps never compound.
 *
 * @param seed of the random criterion
 * @param shares by target, from 0 to below 1; targets that are not named keep everything
 * @param picks what the hand decided, beside the ranking; units that it removes count as part of the share. There
 *     are none where single weights are cut
 * @param guards what each layer keeps at any rate
 */
public record PruningPlan(
        Granularity granularity,
        Criterion criterion,
        long seed,
        Map<String, Double> shares,
        Picks picks,
        Guards guards) {

    /** The most that a slider takes away. */
    public static final double LARGEST_SHARE = 0.95;

    public PruningPlan {
        Map<String, Double> kept = new HashMap<>();
        shares.forEach((target, share) -> {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("the share of " + target + " must be in [0, 1), was " + share);
            }
            if (share > 0) {
                kept.put(target, share);
            }
        });
        shares = Map.copyOf(kept);
        if (granularity == Granularity.WEIGHTS && !picks.isEmpty()) {
            throw new IllegalArgumentException("units are picked by hand where single weights are cut");
        }
    }

    /** By the ranking alone. */
    public PruningPlan(Granularity granularity, Criterion criterion, long seed, Map<String, Double> shares) {
        this(granularity, criterion, seed, shares, Picks.NONE, Guards.NONE);
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
        return new PruningPlan(granularity, criterion, seed, changed, picks, guards);
    }

    /** Ranked otherwise; what the hand decided holds. */
    public PruningPlan with(Criterion other) {
        return new PruningPlan(granularity, other, seed, shares, picks, guards);
    }

    /** With shares that do not lie below what is gone already. */
    public PruningPlan within(Scores scores) {
        PruningPlan plan = this;
        for (String target : scores.targets()) {
            double least = Math.min(granularity.largestShare(), scores.smallestShare(target));
            plan = plan.share(target) < least ? plan.withShare(target, least) : plan;
        }
        return plan;
    }

    /** The other way of cutting; shares and picks of units say nothing about weights, so all is kept again. */
    public PruningPlan with(Granularity other) {
        return other == granularity ? this : keepAll(other, criterion, seed).with(guards);
    }

    public PruningPlan with(Picks others) {
        return new PruningPlan(granularity, criterion, seed, shares, others, guards);
    }

    public PruningPlan with(Guards others) {
        return new PruningPlan(granularity, criterion, seed, shares, picks, others);
    }

    /** The same way of cutting, ranking and guarding, of nothing. */
    public PruningPlan keepingAll() {
        return keepAll(granularity, criterion, seed).with(guards);
    }

    /** Whether nothing is asked for. */
    public boolean keepsAll() {
        return shares.isEmpty() && picks.isEmpty();
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
    public PruningMask select(Structure network, Scores scores) {
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

    private PruningMask selectUnits(Structure network, Scores scores) {
        BitSet removed = new BitSet();
        boolean decided = !picks.isEmpty() || scores.gone().silencesUnits();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable() && (share(group.name()) > 0 || decided)) {
                RemovalOrder order = order(network, group, scores);
                int going = order.going(share(group.name()));
                for (int i = 0; i < going; i++) {
                    removed.set(order.unit(i));
                }
            }
        }
        return PruningMask.ofUnits(removed).withWeightsOf(scores.gone());
    }

    /**
     * In which order the units of a group go under this plan's picks and guards, in front of all those that are gone
     * already; its shares do not matter.
     *
     * @param scores of units of the same network
     */
    public RemovalOrder order(Structure network, UnitGroup group, Scores scores) {
        PruningPlan bound = with(picks.with(scores.gone().units(), Pick.REMOVED));
        return scores.order(network, group, bound);
    }
}
