package org.espalier.pruning;

import org.espalier.network.Frozen;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;

/** Whether a mask may be cut out of a network. */
final class Cuttable {

    private final Network network;
    private final PruningMask mask;

    Cuttable(Network network, PruningMask mask) {
        this.network = network;
        this.mask = mask;
    }

    /** @throws Refused with a sentence that names the layer, where it may not */
    void check() throws Refused {
        for (Layer layer : network.graph().layers()) {
            if (mask.kept(network.units().behind(layer.name())) == 0) {
                throw new Refused("pruning.nothing-left", layer.name());
            }
            Frozen reason = reasonToKeep(layer);
            if (reason.isFrozen() && !isWhole(layer)) {
                throw new Refused("pruning.cannot-be-cut", layer.name(), reason.sentence());
            }
            if (layer instanceof Layer.Separable separable && becomesOneChannel(separable)) {
                throw new Refused("pruning.separable-needs-two", layer.name());
            }
        }
    }

    /** DL4J 1.0.0-M2.1 runs a separable convolution of a single channel wrongly, or not at all. */
    private boolean becomesOneChannel(Layer.Separable layer) {
        return mask.kept(network.units().behind(layer.input())) == 1
                && layer.inputShape().channels() > 1;
    }

    private Frozen reasonToKeep(Layer layer) {
        if (layer instanceof Layer.Input) {
            return new Frozen(Frozen.Reason.INPUT, layer.name(), "");
        }
        if (layer instanceof Layer.Opaque opaque) {
            return new Frozen(opaque.why(), layer.name(), opaque.type());
        }
        return layer.hasUnits() ? network.units().groupOf(layer.name()).frozen() : Frozen.NO;
    }

    /** Whether all units of a layer are kept, and all that it reads where it cannot do without them. */
    private boolean isWhole(Layer layer) {
        boolean inFront =
                !(layer instanceof Layer.Opaque) || layer.inputs().stream().allMatch(this::isWhole);
        return inFront && isWhole(layer.name());
    }

    private boolean isWhole(String layer) {
        int[] units = network.units().behind(layer);
        return mask.kept(units) == units.length;
    }
}
