package org.espalier.pruning;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One threshold for the single weights of several layers: of all of them together the least worth keeping go, wherever
 * they stand (global magnitude pruning, as in Frankle and Carbin, arXiv 1803.03635, for convolutional networks).
 */
public final class GlobalThreshold {

    private GlobalThreshold() {}

    /**
     * The share of each layer that goes, so that so much of all of them together does. What is gone already goes first,
     * and each layer keeps a weight.
     *
     * @param scores of single weights
     * @param targets the layers that share the threshold
     * @param share of their weights together, from 0 to below 1
     */
    public static Map<String, Double> shares(Scores scores, Collection<String> targets, double share) {
        if (scores.granularity() != Granularity.WEIGHTS) {
            throw new IllegalArgumentException("scores of units of different layers cannot be compared");
        }
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the share must be in [0, 1), was " + share);
        }
        List<Ranking> rankings = new ArrayList<>();
        targets.forEach(target -> rankings.add(scores.of(target)));
        BitSet going = smallest(rankings, share);
        Map<String, Double> shares = new LinkedHashMap<>();
        int from = 0;
        for (String target : targets) {
            int size = scores.of(target).size();
            int count = Math.min(size - 1, going.get(from, from + size).cardinality());
            shares.put(target, (double) count / size);
            from += size;
        }
        return shares;
    }

    private static BitSet smallest(List<Ranking> rankings, double share) {
        int size = rankings.stream().mapToInt(Ranking::size).sum();
        int count = (int) Math.round(share * size);
        if (count == 0) {
            return new BitSet();
        }
        float[] all = new float[size];
        int at = 0;
        for (Ranking ranking : rankings) {
            System.arraycopy(ranking.shared(), 0, all, at, ranking.size());
            at += ranking.size();
        }
        return new Selection().smallest(all, count).places(all);
    }
}
