package org.espalier.session;

import org.espalier.measure.Evaluation;
import org.jspecify.annotations.Nullable;

/** What the user is dragging: a state that is in no history yet, and what is known of its accuracy. */
final class Hand {

    private @Nullable SessionState state;
    private @Nullable Evaluation evaluation;
    private @Nullable Evaluation glimpse;

    boolean isEmpty() {
        return state == null;
    }

    boolean holds(SessionState candidate) {
        return state == candidate;
    }

    /** What it shows; null while it holds nothing. */
    @Nullable
    Shown shown() {
        return state == null ? null : new Shown(state, evaluation, true, glimpse);
    }

    /** @param before what was measured of the state that was shown before */
    void take(SessionState next, @Nullable Evaluation before) {
        glimpse = before == null ? glimpse : before;
        state = next;
        evaluation = null;
    }

    /** Lets go of the state; what was last measured is glimpsed by the next one. */
    void drop() {
        state = null;
    }

    void measured(Evaluation latest) {
        evaluation = latest;
    }

    /** Takes what arrives late of a state that was dragged past; whether that is shown. */
    boolean glimpsed(Evaluation late) {
        boolean wanted = state != null && evaluation == null;
        glimpse = wanted ? late : glimpse;
        return wanted;
    }
}
