package org.espalier.ui.shell;

import java.util.BitSet;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.Structure;
import org.espalier.network.UnitImages;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Pick;
import org.espalier.session.Session;
import org.espalier.text.Refused;
import org.espalier.ui.graph.Ghost;
import org.espalier.ui.graph.GraphViewModel;
import org.espalier.ui.inspector.LayerCommands;
import org.jspecify.annotations.Nullable;

/** What the Layer tab asks of graph and session, and what a slider lights on its own graph. */
final class Pointing implements LayerCommands {

    /** Makes images of units. */
    @FunctionalInterface
    interface ImageSource {
        void draw(Layer layer, Consumer<UnitImages> receiver);
    }

    private final Session session;
    private final ImageSource images;
    private final Consumer<String> tell;
    private final Removals removals;
    private @Nullable GraphViewModel cards;

    /** @param tell says a sentence to the user */
    Pointing(Session session, ImageSource images, Consumer<String> tell) {
        this.session = session;
        this.images = images;
        this.tell = tell;
        this.removals = new Removals(session, this);
    }

    /** Lights on these cards from now on. */
    void on(GraphViewModel drawn) {
        cards = drawn;
    }

    @Override
    public void draw(Layer layer, Consumer<UnitImages> receiver) {
        images.draw(layer, receiver);
    }

    @Override
    public void light(Coupled coupled) {
        Structure network = session.structure();
        light(Ghost.of(network.graph(), network.units(), coupled));
    }

    void light(Ghost ghost) {
        if (cards != null) {
            cards.light(ghost);
        }
    }

    @Override
    public void offerRemovals(String layer, Node below) {
        removals.offerBelow(layer, below);
    }

    /** What removes layers as a whole. */
    Removals removals() {
        return removals;
    }

    /** Lights all that the units go with that a slider moves. */
    void lightGroup(String layer, boolean on) {
        Structure network = session.structure();
        boolean units = session.pictured().plan().granularity() == Granularity.UNITS;
        BitSet all = new BitSet();
        if (on && units) {
            network.units().groupOf(layer).units().forEach(all::set);
        }
        light(all.isEmpty() ? Coupled.NOTHING : network.slices().coupledWith(all));
    }

    @Override
    public void pick(String layer, BitSet channels, Pick pick) {
        try {
            session.pick(layer, channels, pick);
        } catch (Refused impossible) {
            tell.accept(impossible.sentence());
        }
    }

    @Override
    public void say(String sentence) {
        tell.accept(sentence);
    }
}
