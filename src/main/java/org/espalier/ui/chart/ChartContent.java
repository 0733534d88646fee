package org.espalier.ui.chart;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the chart shows.
 *
 * @param denseAccuracy share of right answers of the network as it was opened
 * @param steps the history, as a tree over {@link ChartPoint#parent}
 * @param currentId the step that holds now
 * @param live what the user's hand is trying; null where it tries nothing
 * @param dragging whether the hand is still moving: the axes keep still then
 * @param recoveries what training on made of pruned networks
 */
public record ChartContent(
        double denseAccuracy,
        long denseParameters,
        List<ChartPoint> steps,
        OptionalInt currentId,
        @Nullable ChartPoint live,
        boolean dragging,
        List<Recovery> recoveries) {

    public ChartContent {
        steps = List.copyOf(steps);
        recoveries = List.copyOf(recoveries);
    }

    /** Where nothing was trained on. */
    public ChartContent(
            double denseAccuracy,
            long denseParameters,
            List<ChartPoint> steps,
            OptionalInt currentId,
            @Nullable ChartPoint live,
            boolean dragging) {
        this(denseAccuracy, denseParameters, steps, currentId, live, dragging, List.of());
    }

    /** Whether there are steps that are not on the way to the current one, and are no controls of one. */
    boolean hasUndone() {
        Set<Integer> onTheWay = onTheWay();
        return steps.stream().anyMatch(step -> !step.fresh() && !onTheWay.contains(step.id()));
    }

    /** The training on of a pruned network that has left a step: then an arrow leads to that. */
    Optional<Recovery> recoveryTo(int id) {
        return recoveries.stream()
                .filter(recovery -> recovery.to().isPresent() && recovery.to().getAsInt() == id)
                .filter(recovery -> recovery.pruned().isPresent())
                .findFirst();
    }

    Optional<ChartPoint> current() {
        return currentId.isPresent() ? step(currentId.getAsInt()) : Optional.empty();
    }

    Optional<ChartPoint> step(int id) {
        return steps.stream().filter(step -> step.id() == id).findFirst();
    }

    /** Ids of the current step and all it was made from; the others are undone. */
    Set<Integer> onTheWay() {
        Map<Integer, ChartPoint> byId = new HashMap<>();
        steps.forEach(step -> byId.put(step.id(), step));
        Set<Integer> way = new HashSet<>();
        OptionalInt at = currentId;
        while (at.isPresent() && way.add(at.getAsInt())) {
            ChartPoint step = byId.get(at.getAsInt());
            at = step == null ? OptionalInt.empty() : step.parent();
        }
        return way;
    }
}
