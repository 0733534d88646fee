package org.espalier.measure;

import java.util.Arrays;

/**
 * How often examples of one class were answered with another.
 *
 * <p>Where the network's scores are not numbers, it answers no class; that is never right.
 */
public final class Confusion {

    /** The answer of a network whose scores are not numbers. */
    public static final int NO_ANSWER = -1;

    private final int classes;
    private final int[] counts;

    private Confusion(int classes, int[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * @param labels the class of each example
     * @param answers the class that was answered, or {@link #NO_ANSWER}
     * @param examples how many of both are counted, from the start
     */
    public static Confusion of(int classes, int[] labels, int[] answers, int examples) {
        int[] counts = new int[classes * (classes + 1)];
        for (int i = 0; i < examples; i++) {
            int column = answers[i] == NO_ANSWER ? classes : answers[i];
            counts[labels[i] * (classes + 1) + column]++;
        }
        return new Confusion(classes, counts);
    }

    public int classes() {
        return classes;
    }

    /** How many examples of a class were answered so. */
    public int count(int label, int answer) {
        if (label < 0 || label >= classes || answer < NO_ANSWER || answer >= classes) {
            throw new IndexOutOfBoundsException("no class " + label + " or " + answer + " of " + classes);
        }
        return counts[label * (classes + 1) + (answer == NO_ANSWER ? classes : answer)];
    }

    /** How many examples there are of a class. */
    public int examples(int label) {
        int sum = count(label, NO_ANSWER);
        for (int answer = 0; answer < classes; answer++) {
            sum += count(label, answer);
        }
        return sum;
    }

    /** How many were answered right. */
    public int correct() {
        int sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += count(label, label);
        }
        return sum;
    }

    /** How many were not answered, because a score was not a number. */
    public int unanswered() {
        int sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += count(label, NO_ANSWER);
        }
        return sum;
    }

    /** How many different classes were answered. */
    public int classesAnswered() {
        int found = 0;
        for (int answer = 0; answer < classes; answer++) {
            int column = answer;
            boolean any = false;
            for (int label = 0; label < classes; label++) {
                any |= count(label, column) > 0;
            }
            found += any ? 1 : 0;
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Confusion that && classes == that.classes && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return correct() + " right, " + unanswered() + " unanswered of "
                + Arrays.stream(counts).sum();
    }
}
