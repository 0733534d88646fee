package org.espalier.inference;

import org.espalier.network.PruningMask;

/** One operation of a {@link ForwardPlan}: from buffers to a buffer. */
interface Step {

    void run();

    /** Takes over a new mask; only steps with weights care. */
    default void silence(PruningMask mask) {}
}
