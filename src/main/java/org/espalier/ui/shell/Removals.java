package org.espalier.ui.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import org.espalier.measure.Cost;
import org.espalier.pruning.LayerRemoval;
import org.espalier.session.Session;
import org.espalier.ui.graph.Ghost;
import org.espalier.ui.removal.RemovalChoices;
import org.espalier.ui.removal.RemovalCommands;
import org.espalier.ui.removal.RemovalMenu;
import org.jspecify.annotations.Nullable;

/** Offers to remove layers as a whole, and shows on the graph what would go. */
final class Removals implements RemovalCommands {

    private final Session session;
    private final Pointing pointing;
    private @Nullable RemovalMenu open;

    Removals(Session session, Pointing pointing) {
        this.session = session;
        this.pointing = pointing;
    }

    /** Removes a layer where there is one way to, or else offers the ways, or says why there is none. */
    void remove(String layer, Node owner, Point2D at) {
        RemovalChoices choices = RemovalChoices.of(session, layer);
        if (choices.choices().size() == 1) {
            take(choices.choices().get(0).removal());
        } else {
            offer(choices, owner, at);
        }
    }

    /** Offers the ways, or says why there is none. */
    void offer(String layer, Node owner, Point2D at) {
        offer(RemovalChoices.of(session, layer), owner, at);
    }

    /** The same below a node at the window's right edge, and inside the window. */
    void offerBelow(String layer, Node node) {
        Bounds place = node.localToScreen(node.getBoundsInLocal());
        // A menu takes its looks from its owner; it is not to be as small as a button.
        Node owner = node.getScene().getRoot();
        offer(layer, owner, new Point2D(place.getMaxX() - RemovalMenu.WIDTH, place.getMaxY()));
    }

    private void offer(RemovalChoices choices, Node owner, Point2D at) {
        if (open != null) {
            open.hide();
        }
        open = new RemovalMenu(choices, this);
        open.show(owner, at.getX(), at.getY());
    }

    @Override
    public void preview(LayerRemoval removal) {
        session.abandonPreview();
        Cost cost = session.pictured().cost();
        Map<String, Long> parameters = new LinkedHashMap<>();
        removal.layers().forEach(layer -> parameters.put(layer, cost.of(layer).parameters()));
        pointing.light(Ghost.ofLayers(session.structure().graph(), parameters));
        session.removing().preview(removal);
    }

    @Override
    public void abandon() {
        pointing.light(Ghost.NONE);
        session.abandonPreview();
    }

    @Override
    public void take(LayerRemoval removal) {
        pointing.light(Ghost.NONE);
        session.removing().take(removal);
    }
}
