package org.espalier.network;

import java.util.List;

/**
 * Layers whose units go together: remove one unit, and its partners in the other layers go too.
 *
 * @param name the first layer's name; sliders and plans use it
 * @param layers the layers with weights whose output channels are tied, in the graph's order
 * @param units numbers of the group's units (see {@link UnitGroups}), ascending
 * @param frozen why nothing here may be removed, or {@link Frozen#NO}
 */
public record UnitGroup(String name, List<String> layers, List<Integer> units, Frozen frozen) {

    public UnitGroup {
        layers = List.copyOf(layers);
        units = List.copyOf(units);
    }

    public int size() {
        return units.size();
    }

    public boolean isPrunable() {
        return !frozen.isFrozen() && size() > 1;
    }
}
