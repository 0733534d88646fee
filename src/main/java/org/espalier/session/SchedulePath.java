package org.espalier.session;

import java.util.List;
import org.espalier.measure.Cost;

/**
 * Where a schedule would go, as far as that is known before it runs.
 *
 * @param start what is there before anything is removed: what a training has left, or, of a network that was not trained
 *     yet and of a lottery ticket, the whole network
 * @param points a point per moment at which something is to be removed; none where the schedule cannot begin
 */
public record SchedulePath(Cost start, List<PathPoint> points) {

    public SchedulePath {
        points = List.copyOf(points);
    }

    /** What is left in the end. */
    public Cost end() {
        return points.isEmpty() ? start : points.get(points.size() - 1).cost();
    }

    /** How many of the moments remove something; rounding, or what is gone already, may leave nothing for one. */
    public int removals() {
        int removals = 0;
        long before = start.parameters();
        for (PathPoint point : points) {
            removals += point.cost().parameters() < before ? 1 : 0;
            before = point.cost().parameters();
        }
        return removals;
    }

    /** Whether it could begin, but would only train. */
    public boolean removesNothing() {
        return !points.isEmpty() && removals() == 0;
    }
}
