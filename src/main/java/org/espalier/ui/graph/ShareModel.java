package org.espalier.ui.graph;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.espalier.pruning.PruningPlan;

/**
 * A share under the user's hand: the one of a layer, or the one of all layers.
 *
 * <p>From the first change until {@link #release} the share is in the hand: what the session says of it
 * meanwhile comes late and is not shown.
 */
public abstract class ShareModel {

    private final DoubleProperty share = new SimpleDoubleProperty();
    private final DoubleProperty achieved = new SimpleDoubleProperty();
    private final DoubleProperty largest = new SimpleDoubleProperty(PruningPlan.LARGEST_SHARE);
    private boolean inHand;

    /** What the share is of, in words. */
    public abstract String name();

    /** Whether the hand may move it now. */
    protected abstract boolean isMovable();

    /** Shows what a share would do, without a step. */
    protected abstract void preview(double share);

    /** Makes one step of what was previewed. */
    protected abstract void commit();

    /** What the share is of, and what comes of it, in a few lines. */
    public abstract String explanation();

    /** The share to remove that is asked for, 0 to {@link #largest}. */
    public final ReadOnlyDoubleProperty share() {
        return share;
    }

    /** The share that is removed: of whole units, as picks and guards have it. */
    public final ReadOnlyDoubleProperty achieved() {
        return achieved;
    }

    /** The most that can be asked for. */
    public final ReadOnlyDoubleProperty largest() {
        return largest;
    }

    /** Puts the share to the nearest whole percent within bounds, as a preview; nothing where it stands there. */
    public final void drag(double wish) {
        set(Math.round(wish * 100) / 100.0);
    }

    /** The hand lets go: one step, if anything was previewed. */
    public final void release() {
        if (inHand) {
            inHand = false;
            commit();
        }
    }

    /** A share entered as a number: may be finer than a percent. */
    public final void enter(double wish) {
        set(wish);
        release();
    }

    /** What the session says. */
    protected final void follow(ShareReading known) {
        achieved.set(known.achieved());
        largest.set(known.largest());
        if (!inHand) {
            share.set(known.asked());
        }
    }

    private void set(double wish) {
        double within = Math.max(0, Math.min(largest.get(), wish));
        if (isMovable() && within != share.get()) {
            inHand = true;
            share.set(within);
            preview(within);
        }
    }
}
