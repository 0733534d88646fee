package org.espalier.measure;

/**
 * A 95 % confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }

    /** Half its width. */
    public double radius() {
        return (high - low) / 2;
    }

    public Interval plus(double shift) {
        return new Interval(low + shift, high + shift);
    }

    /** The score interval of a share (Wilson 1927): {@code correct} of {@code examples}. */
    public static Interval wilson(long correct, long examples) {
        if (examples < 1 || correct < 0 || correct > examples) {
            throw new IllegalArgumentException(correct + " correct of " + examples);
        }
        double n = examples;
        double p = correct / n;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double radius = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(Math.max(0, centre - radius), Math.min(1, centre + radius));
    }

    /**
     * The interval of the difference of two accuracies on the same examples: {@code (won − lost) / n}, with
     * one pseudo-count added to either side so that it stays honest where nothing changed (Bonett and Price
     * 2012, doi 10.3102/1076998611411915).
     *
     * @param lost examples that only the first network got right
     * @param won examples that only the second network got right
     */
    public static Interval paired(long lost, long won, long examples) {
        if (examples < 1 || lost < 0 || won < 0 || lost + won > examples) {
            throw new IllegalArgumentException(lost + " lost and " + won + " won of " + examples);
        }
        double n = examples + 2.0;
        double l = (lost + 1) / n;
        double w = (won + 1) / n;
        double radius = Z * Math.sqrt((l + w - (w - l) * (w - l)) / n);
        return new Interval(Math.max(-1, w - l - radius), Math.min(1, w - l + radius));
    }
}
