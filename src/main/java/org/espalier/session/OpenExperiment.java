package org.espalier.session;

import org.espalier.measure.Evaluation;
import org.espalier.network.Structure;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.jspecify.annotations.Nullable;

/** What is open and what of it is shown: all that is asked of a session without changing anything. */
public abstract class OpenExperiment {

    private @Nullable Exploration exploration;

    /** Goes on with another experiment. */
    final void explore(Exploration next) {
        exploration = next;
    }

    /** Null where nothing is open yet. */
    final @Nullable Exploration explored() {
        return exploration;
    }

    public final boolean isOpen() {
        return exploration != null;
    }

    final Exploration exploration() {
        if (exploration == null) {
            throw new IllegalStateException("nothing is open");
        }
        return exploration;
    }

    /** @throws IllegalStateException where nothing is open yet */
    public final Experiment experiment() {
        return exploration().experiment();
    }

    public final History history() {
        return exploration().history();
    }

    /** The state under the hand, or else the current one. */
    public final Shown shown() {
        return exploration().shown();
    }

    /** The plan that the next step starts from: the current one, whatever is under the hand. */
    final PruningPlan plan() {
        return history().current().state().plan();
    }

    /** What was measured of the dense network; null until then. */
    public final @Nullable Evaluation dense() {
        return exploration().dense();
    }

    /** The shown state, but while the going of a layer is only looked at, the one that still has it. */
    public final SessionState pictured() {
        return exploration().pictured();
    }

    /** The layers, wires and units of {@link #pictured}. */
    public final Structure structure() {
        return experiment().structure(pictured().weights());
    }

    /** The ranking that {@link #pictured} was cut by. */
    public final Scores scores() {
        SessionState state = pictured();
        return experiment().madeScores(state.weights(), state.plan());
    }

    /** Whether a layer's slider does anything in the current granularity. */
    public final boolean isPrunable(String layer) {
        return scores().has(targetOf(layer));
    }

    /** What a layer's slider moves: the layer, or the group of coupled layers it belongs to. */
    public final String targetOf(String layer) {
        return targets().of(layer);
    }

    final Targets targets() {
        return new Targets(structure(), pictured().plan().granularity());
    }

    /** What the shares of {@link #pictured} mean and come to. */
    public final Shares shares() {
        SessionState state = pictured();
        return experiment().shares(state.plan(), state.weights());
    }
}
