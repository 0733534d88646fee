package org.espalier.training;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * How a demo network is trained.
 *
 * @param epochs passes over the 50,000 training images
 * @param learningRate of Adam in the first step; falls to zero in a half cosine
 * @param shift images are moved by up to so many pixels both ways, at random
 * @param mirrored whether half of the images are mirrored left to right
 */
record Schooling(int epochs, double learningRate, int shift, boolean mirrored) {

    Schooling {
        if (epochs < 1 || !(learningRate > 0 && learningRate < 1) || shift < 0) {
            throw new IllegalArgumentException(epochs + " epochs at " + learningRate + ", shift " + shift);
        }
    }

    /** The rate of each step, from {@link #learningRate} down to zero in a half cosine. */
    ISchedule decayOver(long steps) {
        return new HalfCosine(learningRate, steps);
    }

    private record HalfCosine(double first, long steps) implements ISchedule {

        private static final long serialVersionUID = 1L;

        @Override
        public double valueAt(int iteration, int epoch) {
            return first * 0.5 * (1 + Math.cos(Math.PI * Math.min(iteration, steps) / steps));
        }

        @Override
        public ISchedule clone() {
            return this;
        }
    }
}
