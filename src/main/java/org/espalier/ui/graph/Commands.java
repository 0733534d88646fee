package org.espalier.ui.graph;

import javafx.geometry.Point2D;

/** What the cards ask for. Layers are meant by name; a layer that is tied to others speaks for all of them. */
public interface Commands {

    /** Shows what a share would do, without keeping it; called for each position of a moving slider. */
    void preview(String layer, double share);

    /** Makes one step of the shares previewed since the last one. */
    void commit();

    /** Keeps a layer as it is, or lets it be changed again. */
    void lock(String layer, boolean locked);

    /** What a layer's share is of, and what comes of it, in a few lines. */
    String explain(String layer);

    /** The layer whose details the user wants to see. */
    void select(String layer);

    /**
     * Removes a layer as a whole where there is one way to, or offers the ways.
     *
     * @param at where on the screen they are offered
     */
    void remove(String layer, Point2D at);

    /** Offers the ways in which a layer can go as a whole. */
    void offerRemovals(String layer, Point2D at);

    /** Shows what goes with the units that a layer's slider moves, or no longer. */
    void point(String layer, boolean on);
}
