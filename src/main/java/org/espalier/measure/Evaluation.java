package org.espalier.measure;

/**
 * How a pruned network answered, beside the dense network on the same examples.
 *
 * @param examples how many were run, a stratified sample of {@code total}
 * @param total how many there are
 * @param correct how many the pruned network got right
 * @param lost how many only the dense network got right
 * @param won how many only the pruned network got right
 * @param denseAccuracy accuracy of the dense network on all {@code total}
 * @param confusion which classes were answered for which
 * @param betweenClasses how far the classes' own differences lie apart, see {@link Interval#betweenClasses}; 0 where
 *     that is not known, which only makes intervals wider
 * @param reused share of the multiply-adds that were not run, because activations of an earlier run still held
 * @param seconds wall time so far
 */
public record Evaluation(
        int examples,
        int total,
        int correct,
        int lost,
        int won,
        double denseAccuracy,
        Confusion confusion,
        double betweenClasses,
        double reused,
        double seconds) {

    public Evaluation {
        if (examples < 1 || examples > total || correct < 0 || correct > examples || lost + won > examples) {
            throw new IllegalArgumentException("impossible counts: " + correct + " of " + examples + " of " + total);
        }
        if (!(betweenClasses >= 0 && betweenClasses <= 1)) {
            throw new IllegalArgumentException("a variance of " + betweenClasses + " between classes");
        }
    }

    /** Of examples whose classes were not told apart. */
    public Evaluation(
            int examples,
            int total,
            int correct,
            int lost,
            int won,
            double denseAccuracy,
            Confusion confusion,
            double reused,
            double seconds) {
        this(examples, total, correct, lost, won, denseAccuracy, confusion, 0, reused, seconds);
    }

    /** How many different classes it answered with; 1 means that it looks at nothing. */
    public int classesAnswered() {
        return confusion.classesAnswered();
    }

    /** Whether all examples were run. */
    public boolean isComplete() {
        return examples == total;
    }

    /** Change of accuracy against the dense network, as a share: −0.003 is 0.3 points lost. */
    public double difference() {
        return (double) (won - lost) / examples;
    }

    /**
     * The 95 % interval of {@link #difference} for images like these. It holds the difference itself also
     * where the pseudo-counts of a small sample would move it away.
     */
    public Interval differenceInterval() {
        Interval paired = Interval.paired(lost, won, examples, betweenClasses);
        return new Interval(Math.min(paired.low(), difference()), Math.max(paired.high(), difference()));
    }

    /**
     * The accuracy: exact once complete; before, the dense network's accuracy plus the difference on the
     * sample, which is far closer than the sample's own accuracy.
     */
    public double accuracy() {
        return isComplete() ? (double) correct / examples : Math.min(1, Math.max(0, denseAccuracy + difference()));
    }

    /** The 95 % interval of the accuracy that the paired difference gives. */
    public Interval accuracyInterval() {
        Interval moved = differenceInterval().plus(denseAccuracy);
        return new Interval(
                Math.max(0, Math.min(moved.low(), accuracy())), Math.min(1, Math.max(moved.high(), accuracy())));
    }

    /** The 95 % interval of the accuracy that these examples alone give (Wilson). */
    public Interval wilson() {
        return Interval.wilson(correct, examples);
    }
}
