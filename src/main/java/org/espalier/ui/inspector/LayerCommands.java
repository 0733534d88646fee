package org.espalier.ui.inspector;

import java.util.BitSet;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.UnitImages;
import org.espalier.pruning.Pick;

/** What the Layer tab asks for. */
public interface LayerCommands {

    /** Makes the images of a layer's units, away from the JavaFX thread. */
    void draw(Layer layer, Consumer<UnitImages> receiver);

    /** Lights what would go with the units that are pointed at; {@link Coupled#NOTHING} puts the light out. */
    void light(Coupled coupled);

    /** Decides about units of a layer by hand, as one step. */
    void pick(String layer, BitSet channels, Pick pick);

    /** Offers the ways in which a layer can go as a whole, below a node. */
    void offerRemovals(String layer, Node below);

    /** Tells the user why something cannot be done. */
    void say(String sentence);
}
