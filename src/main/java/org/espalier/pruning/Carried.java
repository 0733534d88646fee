package org.espalier.pruning;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.espalier.network.Layer;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.Structure;
import org.espalier.network.UnitGroup;

/**
 * What still holds of plans and masks once a part of a network is gone. Units have other numbers then, and groups other
 * members, so nothing that names them may be used beside the other structure.
 *
 * <p>What went with the part is dropped. Where two groups have become one, it is cut by the smaller of their shares, and a unit
 * of it that is gone in one is gone.
 */
public final class Carried {

    private final Structure before;
    private final Structure after;
    private final LayerRemoval removal;

    /** @param removal that led from one to the other */
    public Carried(Structure before, Structure after, LayerRemoval removal) {
        this.before = before;
        this.after = after;
        this.removal = removal;
    }

    public PruningPlan plan(PruningPlan plan) {
        Map<String, Double> shares =
                plan.granularity() == Granularity.UNITS ? sharesOfUnits(plan) : sharesOfWeights(plan);
        BitSet kept = carried(plan.picks().kept());
        BitSet removed = carried(plan.picks().removed());
        removed.andNot(kept);
        return new PruningPlan(
                plan.granularity(), plan.criterion(), plan.seed(), shares, new Picks(removed, kept), plan.guards());
    }

    /** What is silenced of what is still there. */
    public PruningMask mask(PruningMask mask) {
        Map<String, RemovedWeights> weights = new HashMap<>();
        for (Layer layer : after.graph().layers()) {
            RemovedWeights removed = mask.weightsOf(layer.name());
            if (removed != null && keepsItsWeights(layer)) {
                weights.put(layer.name(), removed);
            }
        }
        return PruningMask.ofUnits(carried(mask.units())).withWeightsOf(PruningMask.ofWeights(weights));
    }

    /**
     * What a mask silences of two layers that will be one: it stays silent there for good. Nothing where no layers become
     * one.
     *
     * @param before what the mask is of
     */
    public static PruningMask takenIn(Structure before, LayerRemoval removal, PruningMask mask) {
        if (removal.kind() != LayerRemoval.Kind.MERGED) {
            return PruningMask.NONE;
        }
        BitSet going = mask.units();
        for (Layer layer : before.graph().layers()) {
            if (layer.hasUnits() && !removal.layers().contains(layer.name())) {
                for (int unit : before.units().behind(nameBefore(before, removal, layer))) {
                    going.clear(unit);
                }
            }
        }
        Map<String, RemovedWeights> weights = new HashMap<>();
        for (String layer : new String[] {removal.place(), removal.standIn()}) {
            RemovedWeights removed = mask.weightsOf(layer);
            if (removed != null) {
                weights.put(layer, removed);
            }
        }
        return PruningMask.ofUnits(going).withWeightsOf(PruningMask.ofWeights(weights));
    }

    private Map<String, Double> sharesOfUnits(PruningPlan plan) {
        Map<String, Double> shares = new HashMap<>();
        for (UnitGroup group : after.units().groups()) {
            OptionalDouble smallest = group.layers().stream()
                    .map(name -> before.units().groupOf(nameBefore(after.graph().layer(name))))
                    .mapToDouble(old -> plan.share(old.name()))
                    .min();
            if (group.isPrunable() && smallest.isPresent()) {
                shares.put(group.name(), smallest.getAsDouble());
            }
        }
        return shares;
    }

    private Map<String, Double> sharesOfWeights(PruningPlan plan) {
        Map<String, Double> shares = new HashMap<>();
        for (Layer layer : after.graph().layers()) {
            if (layer.hasUnits() && keepsItsWeights(layer)) {
                shares.put(layer.name(), plan.share(layer.name()));
            }
        }
        return shares;
    }

    private BitSet carried(BitSet units) {
        BitSet carried = new BitSet();
        for (Layer layer : after.graph().layers()) {
            if (layer.hasUnits()) {
                int[] old = before.units().behind(nameBefore(layer));
                int[] now = after.units().behind(layer.name());
                for (int channel = 0; channel < now.length; channel++) {
                    carried.set(now[channel], carried.get(now[channel]) || units.get(old[channel]));
                }
            }
        }
        return carried;
    }

    /** The layer that made the channels that a layer makes now: of two that became one, the second. */
    private String nameBefore(Layer layer) {
        return nameBefore(before, removal, layer);
    }

    private static String nameBefore(Structure before, LayerRemoval removal, Layer layer) {
        boolean tookIn =
                removal.kind() == LayerRemoval.Kind.MERGED && layer.name().equals(removal.standIn());
        Layer place = before.graph().layer(removal.place());
        return tookIn && place.hasUnits() && place.inputs().contains(removal.standIn())
                ? removal.place()
                : layer.name();
    }

    /** Whether its single weights are the ones that they were: not those of a product of two layers. */
    private boolean keepsItsWeights(Layer layer) {
        boolean tookIn =
                removal.kind() == LayerRemoval.Kind.MERGED && layer.name().equals(removal.standIn());
        return !(tookIn && before.graph().layer(removal.place()).hasUnits());
    }
}
