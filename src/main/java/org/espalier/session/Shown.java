package org.espalier.session;

import org.espalier.measure.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * What the window shows: the current state, or the one under the user's hand.
 *
 * @param evaluation what was measured of it so far; null while nothing is known yet
 * @param isPreview whether it is under the hand, not in the history yet
 * @param glimpse while a preview is not measured yet: what was last measured on the way of the hand
 */
public record Shown(
        SessionState state,
        @Nullable Evaluation evaluation,
        boolean isPreview,
        @Nullable Evaluation glimpse) {}
