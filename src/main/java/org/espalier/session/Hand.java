package org.espalier.session;

import org.espalier.measure.Evaluation;
import org.jspecify.annotations.Nullable;

/** What is under the user's hand: a state that is no step yet, and what is known of it. */
final class Hand {

    private @Nullable SessionState state;
    private @Nullable Evaluation evaluation;
    private @Nullable Evaluation glimpse;

    boolean isEmpty() {
        return state == null;
    }

    /** @param before what was measured last of what was shown until now */
    void take(SessionState next, @Nullable Evaluation before) {
        glimpse = before == null ? glimpse : before;
        state = next;
        evaluation = null;
    }

    void drop() {
        state = null;
    }

    /** Another network is open: nothing that was seen before says anything of it. */
    void forget() {
        state = null;
        glimpse = null;
    }

    /** The state under the hand, or else the current one. */
    Shown shown(History.Entry current) {
        return state == null
                ? new Shown(current.state(), current.evaluation(), false, null)
                : new Shown(state, evaluation, true, glimpse);
    }

    /** Notes what was measured of a state, if it is this one. */
    void measured(SessionState of, Evaluation latest) {
        if (of == state) {
            evaluation = latest;
        }
    }

    /** Takes a late answer, of a state that the hand has passed, for as long as there is no better one. */
    boolean glimpsed(Evaluation late) {
        boolean wanted = state != null && evaluation == null;
        glimpse = wanted ? late : glimpse;
        return wanted;
    }
}
