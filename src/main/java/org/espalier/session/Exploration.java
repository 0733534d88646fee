package org.espalier.session;

import org.espalier.measure.Evaluation;
import org.jspecify.annotations.Nullable;

/** The way through one experiment: its history, what is under the hand, and the measuring of what is shown. */
final class Exploration {

    private final Experiment experiment;
    private final History history;
    private final Hand hand = new Hand();
    private final Measuring measuring;
    private final Runnable measured;
    private boolean over;

    /** @param measured runs when more is known of the accuracy of what is shown */
    Exploration(Experiment experiment, Measuring measuring, Runnable measured) {
        this.experiment = experiment;
        this.history = new History(experiment.opened());
        this.measuring = measuring;
        this.measured = measured;
    }

    /** Another network is open: what still arrives of this one is of no interest. */
    void end() {
        over = true;
    }

    Experiment experiment() {
        return experiment;
    }

    History history() {
        return history;
    }

    Hand hand() {
        return hand;
    }

    /** The state under the hand, or else the current one. */
    Shown shown() {
        Shown held = hand.shown();
        History.Entry current = history.current();
        return held != null ? held : new Shown(current.state(), current.evaluation(), false, null);
    }

    /** The shown state, or the current one where what is under the hand is of another network. */
    SessionState pictured() {
        SessionState current = history.current().state();
        SessionState shown = shown().state();
        return shown.weights().equals(current.weights()) ? shown : current;
    }

    /** What was measured of the dense network; null until then. */
    @Nullable
    Evaluation dense() {
        return history.first().evaluation();
    }

    /** Makes a step; what was under the hand is gone. */
    void push(SessionState next, @Nullable Evaluation known) {
        hand.drop();
        History.Entry entry = history.push(next);
        boolean isDense = next.mask().isEmpty() && next.weights().areOpened();
        Evaluation answer = known == null && isDense ? dense() : known;
        if (answer != null) {
            entry.measured(answer);
        }
    }

    /** Adds what a training has left, behind the state that it began with: as a step if the user is still there. */
    History.Entry add(History.Entry begin, SessionState next) {
        if (begin == history.current() && hand.isEmpty()) {
            push(next, null);
            measureShown();
            return history.current();
        }
        return branch(begin, next);
    }

    /** Adds a state behind another one; the user stays where he is. */
    History.Entry branch(History.Entry begin, SessionState next) {
        History.Entry branch = history.branch(begin, next);
        measuring.once(experiment, next, answer -> measured(next, answer));
        return branch;
    }

    void measureDense() {
        SessionState first = history.first().state();
        measuring.dense(experiment, answer -> {
            measured(first, answer);
            if (!over && hand.isEmpty()) {
                measuring.getReady(experiment);
            }
        });
    }

    void measureShown() {
        Shown now = shown();
        if (now.evaluation() != null && now.evaluation().isComplete()) {
            measuring.cancel();
            return;
        }
        SessionState state = now.state();
        measuring.newest(experiment, state, latest -> measured(state, latest), this::glimpsed);
    }

    private void measured(SessionState state, Evaluation latest) {
        if (over) {
            return;
        }
        if (hand.holds(state)) {
            hand.measured(latest);
        }
        history.measured(state, latest);
        measured.run();
        if (dense() == null && latest.isComplete()) {
            // The user had cancelled it; by now its answer is known and costs nothing.
            measureDense();
        }
    }

    private void glimpsed(Evaluation late) {
        if (!over && hand.glimpsed(late)) {
            measured.run();
        }
    }
}
