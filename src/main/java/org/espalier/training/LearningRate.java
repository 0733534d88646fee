package org.espalier.training;

/** How large steps are in the course of a training. */
public sealed interface LearningRate {

    /** The same from the first step to the last. */
    record Constant(double rate) implements LearningRate {
        public Constant {
            check(rate);
        }

        @Override
        public double at(double epoch, int epochs) {
            return rate;
        }
    }

    /** Down to {@code last} in half a cosine (Loshchilov and Hutter, arXiv 1608.03983). */
    record Cosine(double first, double last) implements LearningRate {
        public Cosine {
            check(first);
            if (!(last >= 0 && last <= first)) {
                throw new IllegalArgumentException("the last rate must be in [0, " + first + "], was " + last);
            }
        }

        @Override
        public double at(double epoch, int epochs) {
            return last + (first - last) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, epoch / epochs)));
        }
    }

    /** Multiplied with {@code factor} each time so many epochs are over. */
    record Steps(double first, double factor, int every) implements LearningRate {
        public Steps {
            check(first);
            if (!(factor > 0 && factor <= 1) || every < 1) {
                throw new IllegalArgumentException("times " + factor + " every " + every + " epochs");
            }
        }

        @Override
        public double at(double epoch, int epochs) {
            return first * Math.pow(factor, Math.floor(epoch / every));
        }
    }

    /**
     * The rate of a step.
     *
     * @param epoch how many epochs are over, with the part of the current one
     * @param epochs how many there will be
     */
    double at(double epoch, int epochs);

    private static void check(double rate) {
        if (!(rate > 0 && rate <= 100)) {
            throw new IllegalArgumentException("a learning rate must be in (0, 100], was " + rate);
        }
    }
}
