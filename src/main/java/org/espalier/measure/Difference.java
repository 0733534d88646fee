package org.espalier.measure;

/**
 * How far two networks' values for the same images lie apart.
 *
 * @param absolute the largest difference of two values
 * @param relative the largest difference beside the largest size of the same image's values
 */
public record Difference(double absolute, double relative) {

    static final Difference NONE = new Difference(0, 0);
    static final Difference INFINITE = new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Difference {
        if (!(absolute >= 0 && relative >= 0)) {
            throw new IllegalArgumentException("a difference of " + absolute + ", relative " + relative);
        }
    }

    /** Of the values of one image; infinite where one of them is not a number. */
    static Difference of(float[] expected, float[] found, int from, int count) {
        double largest = 0;
        double size = 0;
        for (int i = from; i < from + count; i++) {
            double apart = Math.abs((double) expected[i] - found[i]);
            largest = Math.max(largest, apart);
            size = Math.max(size, Math.abs(expected[i]));
        }
        if (Double.isNaN(largest)) {
            return INFINITE;
        }
        return new Difference(largest, largest == 0 ? 0 : largest / size);
    }

    /** Whether it is no more than the rounding of numbers makes. */
    public boolean isRounding() {
        return relative <= EquivalenceProof.TOLERANCE;
    }

    Difference orLarger(Difference other) {
        return new Difference(Math.max(absolute, other.absolute), Math.max(relative, other.relative));
    }
}
