package org.espalier.session;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers that no slider may move. No part of a state, see src/decisions/0007. */
final class Locks {

    private final Set<String> layers = new HashSet<>();

    /** Layers that go together are held by the lock of one of them. */
    boolean holdAnyOf(List<String> together) {
        return !Collections.disjoint(layers, together);
    }

    /** Whether that changed anything. */
    boolean set(List<String> together, boolean on) {
        return on ? layers.addAll(together) : layers.removeAll(together);
    }

    void clear() {
        layers.clear();
    }
}
