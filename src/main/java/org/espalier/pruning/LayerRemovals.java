package org.espalier.pruning;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.network.Network;
import org.espalier.text.Text;

/**
 * What of a network can go as a whole, and why the rest cannot; plain data that may be read from anywhere.
 *
 * @param all in the order of the layers that they begin with
 * @param obstacles by layer, of those that are in no removal
 */
public record LayerRemovals(List<LayerRemoval> all, Map<String, Obstacle> obstacles) {

    /** Why a layer cannot go. */
    public enum Reason {
        /** The images come in there. */
        INPUT,
        /** The network's answer comes from there. */
        OUTPUT,
        /** It does nothing once the network is trained. */
        IDLE,
        /** It is not written in the file: it follows from the layers around it. */
        IMPLIED,
        /** Values are arranged anew in front of it, for it alone. */
        ARRANGES,
        /** It joins what several layers make, and none of that can go for itself. */
        JOINS,
        /** What it reads has another shape than what it makes. */
        SHAPES,
        /** Another reason, such as a network that only DL4J can run. */
        UNKNOWN
    }

    /**
     * What stands in a layer's way.
     *
     * @param in the shape that it reads; of interest where shapes are the reason
     * @param out the shape that it makes
     */
    public record Obstacle(Reason reason, String in, String out) {
        /** The reason in the user's language. */
        public String sentence() {
            return Text.of("pruning.stays." + reason.name().toLowerCase(Locale.ROOT), in, out);
        }
    }

    public LayerRemovals {
        all = List.copyOf(all);
        obstacles = Map.copyOf(obstacles);
    }

    public static LayerRemovals of(Network network) {
        return new RemovalSearch(network).find();
    }

    /** The removals that concern a layer: it goes, or takes in one that does. */
    public List<LayerRemoval> of(String layer) {
        return all.stream().filter(removal -> removal.concerns(layer)).toList();
    }

    /** Why a layer cannot go, in a sentence; empty where it can. */
    public String obstacle(String layer) {
        Obstacle obstacle = obstacles.get(layer);
        return obstacle == null ? "" : obstacle.sentence();
    }
}
