package org.espalier.network;

/** What a network is made of, as plain data: layers and wires, and which units go together. Its values are elsewhere. */
public interface Structure {

    NetworkGraph graph();

    UnitGroups units();

    /** What goes with units that are removed. */
    default UnitSlices slices() {
        return UnitSlices.of(graph(), units());
    }

    /** The structure alone, which takes little memory and may be read from anywhere. */
    record Plain(NetworkGraph graph, UnitGroups units) implements Structure {}
}
