package org.espalier.pruning;

/** Who decides about a unit. */
public enum Pick {
    /** The hand: it goes, whatever its score. */
    REMOVED,
    /** The hand: it stays, whatever its score. */
    KEPT,
    /** The ranking. */
    RANKED
}
