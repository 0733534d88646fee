package org.espalier.pruning;

import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;

/** Whether a mask may be cut out of a layer. */
final class Cuttable {

    private Cuttable() {}

    /** @throws Refused with a sentence that names the layer, where it may not */
    static void check(Network network, PruningMask mask, Layer layer) throws Refused {
        String name = layer.name();
        int[] behind = network.units().behind(name);
        int kept = mask.kept(behind);
        if (kept == 0) {
            throw new Refused("pruning.nothing-left", name);
        }
        boolean whole = kept == behind.length;
        if (!whole && layer instanceof Layer.Input) {
            throw new Refused("pruning.input-stays", name);
        }
        if (!whole && network.graph().outputs().contains(name)) {
            throw new Refused("pruning.output-stays", name);
        }
        if (layer instanceof Layer.Opaque opaque && !(whole && isWholeInFront(network, mask, layer))) {
            throw new Refused("pruning.cannot-be-cut", name, opaque.type());
        }
    }

    private static boolean isWholeInFront(Network network, PruningMask mask, Layer layer) {
        return layer.inputs().stream()
                .map(network.units()::behind)
                .allMatch(units -> mask.kept(units) == units.length);
    }
}
