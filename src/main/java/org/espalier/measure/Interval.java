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

    /** As below, of examples whose classes are not told apart: wider than it need be where they are stratified. */
    public static Interval paired(long lost, long won, long examples) {
        return paired(lost, won, examples, 0);
    }

    /**
     * The interval of the difference of two accuracies on the same examples: {@code (won − lost) / n}.
     *
     * <p>Half a pseudo-count in each of the four cells keeps it honest where little changed (Agresti and Min 2005,
     * Statistics in Medicine 24:729). Where every class has its own share of the examples, which classes were
     * drawn is no matter of chance, and only the variance within the classes counts (Cochran 1977, Sampling
     * Techniques, 5.3): a network that lost whole classes is known better than by luck alone. The correction for a
     * finite population is left out. For 500 of 10,000 it takes 2.5 % off the width; and it would shrink the
     * interval to nothing while the last examples are run, though there are other images like them.
     *
     * @param lost examples that only the first network got right
     * @param won examples that only the second network got right
     * @param betweenClasses see {@link #betweenClasses}
     */
    public static Interval paired(long lost, long won, long examples, double betweenClasses) {
        if (examples < 1 || lost < 0 || won < 0 || lost + won > examples || !(betweenClasses >= 0)) {
            throw new IllegalArgumentException(
                    lost + " lost and " + won + " won of " + examples + ", between classes " + betweenClasses);
        }
        double n = examples + 2.0;
        double l = (lost + 0.5) / n;
        double w = (won + 0.5) / n;
        double variance = Math.max(0, l + w - (w - l) * (w - l) - betweenClasses);
        double radius = Z * Math.sqrt(variance / n);
        return new Interval(Math.max(-1, w - l - radius), Math.min(1, w - l + radius));
    }

    /**
     * The part of the variance of {@code won − lost} that is between the classes: how far the classes' own
     * differences lie apart.
     *
     * @param gained won minus lost, by class
     * @param examples how many there are, by class
     */
    public static double betweenClasses(int[] gained, int[] examples) {
        double squares = 0;
        double sum = 0;
        double n = 0;
        for (int c = 0; c < examples.length; c++) {
            if (examples[c] > 0) {
                squares += (double) gained[c] * gained[c] / examples[c];
                sum += gained[c];
                n += examples[c];
            }
        }
        return n == 0 ? 0 : Math.max(0, squares / n - sum * sum / (n * n));
    }
}
