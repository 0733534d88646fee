package org.espalier.pruning;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.Structure;
import org.espalier.network.UnitGroup;

/**
 * The ranking of everything that can be removed from a network, under one criterion.
 *
 * <p>What is ranked together has a name, its target: with {@link Granularity#UNITS} a group of coupled units
 * (by its first layer's name), with {@link Granularity#WEIGHTS} a layer.
 *
 * <p>What a network was trained without is gone for good: it ranks in front of everything else.
 */
public final class Scores {

    private final Granularity granularity;
    /** Just below every score. */
    private static final float GONE = -Float.MIN_VALUE;

    private final Map<String, Ranking> rankings;
    private final PruningMask gone;
    private final Map<String, Integer> goneOf;
    private final RemovalOrders orders = new RemovalOrders();

    private Scores(
            Granularity granularity, Map<String, Ranking> rankings, PruningMask gone, Map<String, Integer> goneOf) {
        this.granularity = granularity;
        this.rankings = rankings;
        this.gone = gone;
        this.goneOf = goneOf;
    }

    /** @param seed for {@link Criterion#RANDOM}; the same seed gives the same scores */
    public static Scores of(Network network, Granularity granularity, Criterion criterion, long seed) {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        if (granularity == Granularity.UNITS) {
            for (UnitGroup group : network.units().groups()) {
                if (group.isPrunable()) {
                    rankings.put(group.name(), Ranking.owning(unitScores(network, group, criterion, seed)));
                }
            }
        } else {
            for (Layer layer : network.graph().layers()) {
                if (layer.hasUnits()) {
                    rankings.put(layer.name(), Ranking.owning(weightScores(network, layer, criterion, seed)));
                }
            }
        }
        return new Scores(granularity, rankings, PruningMask.NONE, Map.of());
    }

    /**
     * The same scores, for a network that was trained with this silenced: whatever the plan, it stays silenced.
     *
     * @param network the one that was scored
     */
    public Scores without(Network network, PruningMask silenced) {
        if (silenced.isEmpty()) {
            return this;
        }
        Map<String, Ranking> changed = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        rankings.forEach((target, ranking) -> {
            BitSet places = granularity == Granularity.UNITS
                    ? placesOf(network.units().groupOf(target), silenced)
                    : placesOf(target, silenced);
            float[] scores = ranking.scores();
            places.stream().forEach(place -> scores[place] = GONE);
            changed.put(target, places.isEmpty() ? ranking : Ranking.owning(scores));
            counts.put(target, places.cardinality());
        });
        return new Scores(granularity, changed, silenced, Map.copyOf(counts));
    }

    private static BitSet placesOf(UnitGroup group, PruningMask silenced) {
        BitSet places = new BitSet();
        for (int place = 0; place < group.size(); place++) {
            places.set(place, silenced.removesUnit(group.units().get(place)));
        }
        return places;
    }

    private static BitSet placesOf(String layer, PruningMask silenced) {
        RemovedWeights removed = silenced.weightsOf(layer);
        return removed == null ? new BitSet() : removed.places();
    }

    /** What is silenced whatever the plan. */
    PruningMask gone() {
        return gone;
    }

    /** How many units or weights of a target go at a share: never fewer than are gone already. */
    public int count(String target, double share) {
        return Math.max(
                goneOf.getOrDefault(target, 0),
                PruningPlan.count(share, of(target).size()));
    }

    /** The smallest share of a target that can be had: what is gone already. */
    public double smallestShare(String target) {
        return (double) goneOf.getOrDefault(target, 0) / of(target).size();
    }

    public Granularity granularity() {
        return granularity;
    }

    /** What can be pruned. */
    public List<String> targets() {
        return List.copyOf(rankings.keySet());
    }

    public boolean has(String target) {
        return rankings.containsKey(target);
    }

    public Ranking of(String target) {
        Ranking ranking = rankings.get(target);
        if (ranking == null) {
            throw new IllegalArgumentException("nothing of " + target + " can be removed");
        }
        return ranking;
    }

    /** In which order units of a group go under a plan's picks and guards. */
    RemovalOrder order(Structure network, UnitGroup group, PruningPlan plan) {
        return orders.of(network.units(), group, of(group.name()), plan);
    }

    private static float[] weightScores(Network network, Layer layer, Criterion criterion, long seed) {
        float[] scores = network.weights(layer.name());
        criterion.scoreEach(scores, randomFor(layer.name(), seed));
        return withoutNaN(scores);
    }

    /**
     * One score per unit of the group. Where several layers make a unit, each layer's scores are divided by
     * their mean first, so that a large layer does not outvote a small one, and then averaged.
     */
    private static float[] unitScores(Network network, UnitGroup group, Criterion criterion, long seed) {
        Map<Integer, Integer> placeOfUnit = new HashMap<>();
        group.units().forEach(unit -> placeOfUnit.put(unit, placeOfUnit.size()));
        double[] sums = new double[group.size()];
        int[] makers = new int[group.size()];
        for (String name : group.layers()) {
            float[] own = scoresOfLayer(network, network.graph().layer(name), criterion, randomFor(name, seed));
            double scale = group.layers().size() == 1 ? 1 : meanOf(own);
            int[] units = network.units().behind(name);
            for (int i = 0; i < own.length; i++) {
                int place = Objects.requireNonNull(placeOfUnit.get(units[i]), name);
                sums[place] += scale == 0 ? 0 : own[i] / scale;
                makers[place]++;
            }
        }
        float[] scores = new float[sums.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (sums[i] / makers[i]);
        }
        return withoutNaN(scores);
    }

    /** A weight that is not a number is of no use: it goes first. */
    private static float[] withoutNaN(float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.isNaN(scores[i]) ? 0 : scores[i];
        }
        return scores;
    }

    private static float[] scoresOfLayer(Network network, Layer layer, Criterion criterion, SplittableRandom random) {
        float[] weights = network.weights(layer.name());
        int units = layer.output().channels();
        int perUnit = weights.length / units;
        if (layer instanceof Layer.Deconvolution deconvolution) {
            weights = filtersFirst(weights, deconvolution);
        }
        boolean filtersFirst = !(layer instanceof Layer.Dense);
        float[] scores = new float[units];
        for (int unit = 0; unit < units; unit++) {
            scores[unit] = filtersFirst
                    ? criterion.scoreOf(weights, unit * perUnit, 1, perUnit, random)
                    : criterion.scoreOf(weights, unit, units, perUnit, random);
        }
        return scores;
    }

    /** From {@code [channels, filters, pixels]} to {@code [filters, channels, pixels]}. */
    private static float[] filtersFirst(float[] weights, Layer.Deconvolution layer) {
        int filters = layer.output().channels();
        int channels = layer.inputShape().channels();
        int area = layer.window().area();
        float[] turned = new float[weights.length];
        for (int i = 0; i < filters * channels; i++) {
            int from = (i % channels * filters + i / channels) * area;
            System.arraycopy(weights, from, turned, i * area, area);
        }
        return turned;
    }

    private static double meanOf(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Each layer has its own sequence, so that locking one does not change another. */
    private static SplittableRandom randomFor(String layer, long seed) {
        return new SplittableRandom(seed * 31 + Arrays.hashCode(layer.toCharArray()));
    }
}
