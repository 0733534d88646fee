package org.espalier.session;

import java.util.ArrayList;
import java.util.List;

/** The loss in the course of a training. However long that is, it takes the same memory: then a point stands for more steps. */
public final class LossCurve {

    static final int MOST = 1_000;

    /**
     * The mean of some steps.
     *
     * @param epochs how many passes over the training images were over behind the last of them, with parts of one
     * @param loss in nats
     */
    public record Point(double epochs, double loss) {}

    private final List<Point> points = new ArrayList<>();
    private int stepsInPoint = 1;
    private double sum;
    private int steps;

    void add(double epochs, double loss) {
        sum += loss;
        steps++;
        if (steps == stepsInPoint) {
            points.add(new Point(epochs, sum / steps));
            sum = 0;
            steps = 0;
            if (points.size() == MOST) {
                halve();
            }
        }
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            Point left = points.get(2 * i);
            Point right = points.get(2 * i + 1);
            points.set(i, new Point(right.epochs(), (left.loss() + right.loss()) / 2));
        }
        points.subList(MOST / 2, MOST).clear();
        stepsInPoint *= 2;
    }

    /** The points so far, in order. */
    public List<Point> points() {
        return List.copyOf(points);
    }
}
