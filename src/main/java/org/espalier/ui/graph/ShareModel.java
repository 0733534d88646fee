package org.espalier.ui.graph;

import javafx.beans.property.ReadOnlyDoubleProperty;

/** A share that a slider moves: the one of a layer, or the one of all layers. */
public interface ShareModel {

    /** What the share is of, in words. */
    String name();

    ReadOnlyDoubleProperty share();

    /** Puts the share to the nearest whole percent within bounds, as a preview; nothing where it stands there. */
    void drag(double wish);

    /** The hand lets go: one step, if anything was previewed. */
    void release();

    /** A share entered as a number: may be finer than a percent. */
    void enter(double wish);
}
