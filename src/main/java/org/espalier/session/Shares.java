package org.espalier.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.espalier.measure.CostTable;
import org.espalier.measure.CostTable.Counted;
import org.espalier.network.Structure;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.RemovalOrder;
import org.espalier.pruning.Scores;

/**
 * What the shares of a plan mean, in units, parameters and multiply-adds, and what comes of them.
 *
 * <p>Plans hold shares of units. A share of a target's parameters is one of all that goes once all its units do, in
 * its own layers and in those that read them, while the other layers are whole: it does not change when another
 * slider moves. See src/decisions/0009.
 */
public final class Shares {

    /**
     * What of a target goes.
     *
     * @param all what goes once all its units do
     */
    public record Amount(long gone, long all) {
        public double share() {
            return all == 0 ? 0 : (double) gone / all;
        }

        public long kept() {
            return all - gone;
        }
    }

    /** How finely a share for all targets is looked for. */
    private static final double FINEST = 1e-9;

    private final Scores scores;
    private final PruningPlan of;
    private final List<String> targets;
    private final List<RemovalOrder> orders = new ArrayList<>();
    private final CostTable table;
    private final Map<String, ShareCurve> parameters = new HashMap<>();
    private final Map<String, ShareCurve> multiplyAdds = new HashMap<>();

    /** @param of whose picks and guards count; its shares do not */
    public Shares(Structure network, Scores scores, PruningPlan of) {
        this.scores = scores;
        this.of = of;
        this.targets = scores.targets();
        if (scores.granularity() == Granularity.UNITS) {
            for (String target : targets) {
                orders.add(of.order(network, network.units().groupOf(target), scores));
            }
        }
        table = new CostTable(network, orders.stream().map(RemovalOrder::units).toList());
    }

    /** Whether this holds for a plan, whatever its shares. */
    boolean holdFor(PruningPlan plan, Scores ranking) {
        return scores == ranking
                && of.picks().equals(plan.picks())
                && of.guards().equals(plan.guards());
    }

    /** How a plan's share reads: of the wish, before it becomes a whole number of units. */
    public double read(String target, double share, ShareOf what) {
        return what == ShareOf.UNITS ? share : curve(target, what).read(share);
    }

    /** The plan's share that reads so; as much as a plan can hold of it. */
    public double planned(String target, double reading, ShareOf what) {
        double share = what == ShareOf.UNITS ? reading : curve(target, what).shareReading(reading);
        return Math.max(least(target), Math.min(scores.granularity().largestShare(), share));
    }

    /** The smallest share that a plan can hold of a target: what is gone for good. */
    double least(String target) {
        return Math.min(scores.granularity().largestShare(), scores.smallestShare(target));
    }

    /** What goes of a target at a plan's share: whole units, as picks and guards have it. */
    public Amount achieved(String target, double share, ShareOf what) {
        int size = scores.of(target).size();
        int going = cutsWeights()
                ? scores.count(target, share)
                : orders.get(targets.indexOf(target)).going(share);
        if (what == ShareOf.UNITS || cutsWeights()) {
            return new Amount(going, size);
        }
        ShareCurve curve = curve(target, what);
        return new Amount(curve.at(going), curve.all());
    }

    /**
     * The one share of units for some targets at which the network as a whole loses as nearly as can be so much;
     * coupled and neighbouring layers are counted as they are in the end.
     *
     * @param plan whose shares hold for all other targets
     * @param wish of the network's parameters or multiply-adds; of units, the share itself
     */
    public double forAll(PruningPlan plan, Set<String> free, ShareOf what, double wish) {
        if (what == ShareOf.UNITS) {
            return Math.max(0, Math.min(scores.granularity().largestShare(), wish));
        }
        DoubleUnaryOperator lost = share -> ofNetwork(plan, free, share, what);
        double below = last(share -> lost.applyAsDouble(share) <= wish);
        double above = Math.min(PruningPlan.LARGEST_SHARE, below + FINEST);
        boolean less = wish - lost.applyAsDouble(below) <= lost.applyAsDouble(above) - wish;
        return roundest(less ? below : above, lost);
    }

    /** The largest share for which something holds that holds for all smaller ones. */
    private static double last(DoublePredicate holds) {
        double below = 0;
        double above = PruningPlan.LARGEST_SHARE;
        if (holds.test(above)) {
            return above;
        }
        while (above - below > FINEST) {
            double middle = (below + above) / 2;
            if (holds.test(middle)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }

    /** Of all shares at which the same is lost, one of few digits. */
    private static double roundest(double share, DoubleUnaryOperator lost) {
        double same = lost.applyAsDouble(share);
        if (lost.applyAsDouble(0) == same) {
            return 0;
        }
        double from = last(other -> lost.applyAsDouble(other) < same);
        double to = last(other -> lost.applyAsDouble(other) <= same);
        for (double scale = 100; scale < 1 / FINEST; scale *= 10) {
            double round = Math.min(PruningPlan.LARGEST_SHARE, Math.rint((from + to) / 2 * scale) / scale);
            if (lost.applyAsDouble(round) == same) {
                return round;
            }
        }
        return share;
    }

    /** The most that some targets can take, as a share of what {@link #forAll} takes wishes in. */
    public double largestForAll(PruningPlan plan, Set<String> free, ShareOf what) {
        return what == ShareOf.UNITS
                ? PruningPlan.LARGEST_SHARE
                : ofNetwork(plan, free, PruningPlan.LARGEST_SHARE, what);
    }

    /** The share of the whole network that goes under a plan. */
    public double ofNetwork(PruningPlan plan, ShareOf what) {
        return ofNetwork(plan, Set.of(), 0, what);
    }

    private double ofNetwork(PruningPlan plan, Set<String> free, double share, ShareOf what) {
        int[] going = new int[targets.size()];
        long weights = 0;
        for (int i = 0; i < going.length; i++) {
            String target = targets.get(i);
            double own = free.contains(target) ? share : plan.share(target);
            if (cutsWeights()) {
                weights += scores.count(target, own);
            } else {
                going[i] = orders.get(i).going(own);
            }
        }
        long all = table.left(counted(what), new int[targets.size()]);
        long gone = all - table.left(counted(what), going) + (what == ShareOf.PARAMETERS ? weights : 0);
        return all == 0 ? 0 : (double) gone / all;
    }

    private boolean cutsWeights() {
        return scores.granularity() == Granularity.WEIGHTS;
    }

    private ShareCurve curve(String target, ShareOf what) {
        if (cutsWeights()) {
            return new ShareCurve(new long[] {0, scores.of(target).size()});
        }
        Map<String, ShareCurve> known = what == ShareOf.PARAMETERS ? parameters : multiplyAdds;
        return known.computeIfAbsent(target, key -> new ShareCurve(table.gone(counted(what), targets.indexOf(key))));
    }

    private static Counted counted(ShareOf what) {
        return what == ShareOf.MULTIPLY_ADDS ? Counted.MULTIPLY_ADDS : Counted.PARAMETERS;
    }
}
