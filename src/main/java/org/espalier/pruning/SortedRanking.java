package org.espalier.pruning;

import java.util.Arrays;
import org.espalier.network.RemovedWeights;

/** Few scores, sorted. */
final class SortedRanking extends Ranking {

    private final int[] order;

    private SortedRanking(float[] scores, int[] order) {
        super(scores);
        this.order = order;
    }

    static SortedRanking sorting(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
            keys[i] = (long) Threshold.key(Float.floatToRawIntBits(scores[i])) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return new SortedRanking(scores, order);
    }

    @Override
    public int at(int rank) {
        return order[rank];
    }

    @Override
    public float scoreNear(int rank) {
        return score(order[rank]);
    }

    @Override
    RemovedWeights first(int count) {
        return new RemovedWeights(order, count);
    }
}
