package org.espalier.ui.removal;

import org.espalier.pruning.LayerRemoval;

/** What the menu of removals asks for. */
public interface RemovalCommands {

    /** Shows what a removal would do, on the graph and in the figures; the newest counts. */
    void preview(LayerRemoval removal);

    /** Shows the network again as it is. */
    void abandon();

    /** Removes, as one step. */
    void take(LayerRemoval removal);
}
