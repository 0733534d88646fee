package org.espalier.pruning;

import java.util.SplittableRandom;

/** How much a unit or a weight is worth keeping; the lowest scores go first. */
public enum Criterion {
    /** Sum of the absolute weights of a unit (Li et al. 2017, arXiv 1608.08710); the size of a weight. */
    L1 {
        @Override
        float scoreOf(float[] weights, int from, int step, int count, SplittableRandom random) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += Math.abs(weights[from + i * step]);
            }
            return (float) sum;
        }
    },
    /** Euclidean length of a unit's weights; the size of a weight. */
    L2 {
        @Override
        float scoreOf(float[] weights, int from, int step, int count, SplittableRandom random) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double w = weights[from + i * step];
                sum += w * w;
            }
            return (float) Math.sqrt(sum);
        }
    },
    /** By chance, from a seed: what any other criterion has to beat. */
    RANDOM {
        @Override
        float scoreOf(float[] weights, int from, int step, int count, SplittableRandom random) {
            return (float) random.nextDouble();
        }

        @Override
        void scoreEach(float[] weights, SplittableRandom random) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextDouble();
            }
        }
    };

    /**
     * The score of the weights at {@code from, from + step, …}.
     *
     * @param count how many there are
     */
    abstract float scoreOf(float[] weights, int from, int step, int count, SplittableRandom random);

    /** Puts the score of each single weight into its place: its size, for which sums and lengths of one agree. */
    void scoreEach(float[] weights, SplittableRandom random) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.abs(weights[i]);
        }
    }
}
