package org.espalier.inference;

import java.util.List;
import org.espalier.network.PruningMask;

/** One layer's part of a {@link ForwardPlan}: what it reads, what it writes, how it is run. */
interface Stage {

    List<Slot> reads();

    /** May be the slot it reads: then it works in place. */
    Slot writes();

    /** Whether it takes its input in with weights of its own: there, silenced units are left out. */
    default boolean isReader() {
        return false;
    }

    /** Whether single weights of a layer are its own. */
    default boolean hasWeightsOf(String layer) {
        return false;
    }

    /** Multiply-adds for one image. */
    default long multiplyAdds(Presence presence) {
        return 0;
    }

    /** Lays its weights out for a mask. They are shared by all lanes, none of which may be running. */
    default void prepare(Presence presence, PruningMask mask) {}

    /**
     * What it depends on, compared by identity: as long as it stays the same, what {@link #bind} made holds.
     */
    default List<int[]> signature(Presence presence) {
        return List.of(presence.present(reads().get(0)), presence.present(writes()));
    }

    /** Makes it ready to run on a lane. */
    Bound bind(Lane lane, Presence presence);
}
