package org.espalier.session;

/** What of a {@link Session} changed. */
public enum Change {
    /** Another network or data set is open. */
    OPENED,
    /** The state that is shown: its shares, mask, cost, or what is known of its accuracy. */
    SHOWN,
    /** The history: a new entry, or another current one. */
    HISTORY,
    /** Which targets are locked. */
    LOCKS,
    /** The test set was looked at. */
    TEST,
    /** A training went on, rests, or has ended. */
    TUNING
}
