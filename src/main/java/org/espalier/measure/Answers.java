package org.espalier.measure;

/** What a network answered to each example, in the order in which they are run. */
final class Answers {

    private final int classes;
    private final int[] labels;
    private final int[] answers;

    Answers(int classes, int[] labels) {
        this.classes = classes;
        this.labels = labels;
        this.answers = new int[labels.length];
    }

    /**
     * Takes the scores of examples {@code from} up to but not with {@code to}; different examples may come from
     * different threads.
     *
     * @param scores {@code [example, class]}, from example {@code from} on
     */
    void take(int from, int to, float[] scores) {
        for (int i = from; i < to; i++) {
            answers[i] = largest(scores, (i - from) * classes, classes);
        }
    }

    /** How these answers to the first {@code done} examples compare with those of the dense network. */
    Evaluation against(Answers dense, int done, double reused, double seconds) {
        int lost = 0;
        int won = 0;
        int[] gained = new int[classes];
        int[] examples = new int[classes];
        for (int i = 0; i < done; i++) {
            boolean mine = answers[i] == labels[i];
            boolean others = dense.answers[i] == labels[i];
            lost += others && !mine ? 1 : 0;
            won += mine && !others ? 1 : 0;
            gained[labels[i]] += (mine ? 1 : 0) - (others ? 1 : 0);
            examples[labels[i]]++;
        }
        Confusion confusion = Confusion.of(classes, labels, answers, done);
        return new Evaluation(
                done,
                labels.length,
                confusion.correct(),
                lost,
                won,
                (double) dense.correct() / labels.length,
                confusion,
                Interval.betweenClasses(gained, examples),
                reused,
                seconds);
    }

    /** How many examples got the same class here and there. */
    int sameAs(Answers other) {
        int same = 0;
        for (int i = 0; i < answers.length; i++) {
            same += answers[i] == other.answers[i] ? 1 : 0;
        }
        return same;
    }

    private int correct() {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += answers[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }

    /** The class with the largest score, the first of equal ones; none where a score is not a number. */
    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 0; i < count; i++) {
            float value = values[from + i];
            if (Float.isNaN(value)) {
                return Confusion.NO_ANSWER;
            }
            if (value > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
