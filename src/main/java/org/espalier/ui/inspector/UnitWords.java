package org.espalier.ui.inspector;

import org.espalier.network.Layer;
import org.espalier.text.Text;

/** What the units of a layer are called. */
final class UnitWords {

    private UnitWords() {}

    /** Filters, or neurons. */
    static String several(Layer layer) {
        return count(layer, 2);
    }

    /** Filter or filters, neuron or neurons. */
    static String count(Layer layer, int count) {
        return Text.of(layer instanceof Layer.Dense ? "inspector.neurons" : "inspector.filters", count);
    }
}
