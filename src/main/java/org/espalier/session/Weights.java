package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.PruningMask;

/**
 * Which network holds: the one that was opened, or what trainings and removals of layers have made of it. Its structure and
 * its values are with the {@link Experiment}.
 *
 * @param number by which it is known; 0 for the opened network
 * @param gone what was silenced while it was trained, and therefore is for good; by the units of its own structure
 * @param changes that led to it, in order: {@link Step.Trained} and {@link Step.LayerRemoved}
 */
public record Weights(int number, PruningMask gone, List<Step> changes) {

    /** Those that were opened. */
    public static final Weights OPENED = new Weights(0, PruningMask.NONE, List.of());

    public Weights {
        changes = List.copyOf(changes);
    }

    /** What another change makes of these. */
    Weights after(int next, PruningMask silenced, Step change) {
        List<Step> all = new ArrayList<>(changes);
        all.add(change);
        return new Weights(next, silenced, all);
    }

    public boolean areOpened() {
        return number == 0;
    }

    /** The trainings that led to them, in order. */
    public List<Step.Trained> trainings() {
        return changesOf(Step.Trained.class);
    }

    /** The removals of layers that led to them, in order. */
    public List<Step.LayerRemoved> removals() {
        return changesOf(Step.LayerRemoved.class);
    }

    private <S extends Step> List<S> changesOf(Class<S> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The same layers, as if nothing of them had been trained yet. */
    Weights untrained() {
        return new Weights(number, PruningMask.NONE, List.copyOf(removals()));
    }

    /** Whether everything of the opened network is still in them. */
    boolean areWhole() {
        return gone.isEmpty() && removals().isEmpty();
    }
}
