package org.espalier.pruning;

import java.util.BitSet;
import org.espalier.network.RemovedWeights;

/**
 * Many scores, counted in {@link Buckets} and not sorted: beside the scores themselves that takes 0.25 MB.
 * Which of them go is found in two passes once they are zeroed.
 */
final class CountedRanking extends Ranking implements RemovedWeights.Order {

    private final Buckets buckets;

    private CountedRanking(float[] scores, Buckets buckets) {
        super(scores);
        this.buckets = buckets;
    }

    static CountedRanking counting(float[] scores) {
        Buckets buckets = new Buckets();
        buckets.count(scores);
        return new CountedRanking(scores, buckets);
    }

    /** @param count at least 1 */
    private Threshold threshold(int count) {
        return buckets.threshold(shared(), count, new int[Buckets.LOW_SIZE]);
    }

    @Override
    public int at(int rank) {
        return threshold(rank + 1).lastPlace(shared());
    }

    @Override
    public float scoreNear(int rank) {
        return buckets.scoreNear(rank);
    }

    @Override
    RemovedWeights first(int count) {
        return new RemovedWeights(this, count);
    }

    @Override
    public void zero(int count, float[] weights) {
        threshold(count).zero(shared(), weights);
    }

    @Override
    public BitSet places(int count) {
        return threshold(count).places(shared());
    }
}
