package org.espalier.ui.removal;

import java.util.List;
import org.espalier.measure.Cost;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.session.Session;
import org.espalier.text.Text;

/**
 * How a layer can go as a whole.
 *
 * @param choices the ways in which it can
 * @param obstacle why it cannot, in a sentence; empty where it can
 */
public record RemovalChoices(String layer, List<Choice> choices, String obstacle) {

    /**
     * One way.
     *
     * @param offer what it would do
     * @param saved what the network would have less
     */
    public record Choice(LayerRemoval removal, String offer, String saved) {}

    public RemovalChoices {
        choices = List.copyOf(choices);
        if (choices.isEmpty() == obstacle.isEmpty()) {
            throw new IllegalArgumentException(layer + " can go, or there is a reason: " + obstacle);
        }
    }

    /** Of a layer of what is pictured. */
    public static RemovalChoices of(Session session, String layer) {
        LayerRemovals removals = session.removing().possible();
        Cost cost = session.pictured().cost();
        List<Choice> choices = removals.of(layer).stream()
                .map(removal -> new Choice(removal, removal.offer(), saved(removal, cost)))
                .toList();
        return new RemovalChoices(
                layer, choices, choices.isEmpty() ? Text.of("removal.stays", layer, removals.obstacle(layer)) : "");
    }

    /** What is cut away already does not go once more. */
    private static String saved(LayerRemoval removal, Cost cost) {
        long parameters = removal.saved().parameters();
        long multiplyAdds = removal.saved().multiplyAdds();
        if (!removal.isExact()) {
            parameters = removal.layers().stream()
                    .mapToLong(layer -> cost.of(layer).parameters())
                    .sum();
            multiplyAdds = removal.layers().stream()
                    .mapToLong(layer -> cost.of(layer).multiplyAdds())
                    .sum();
        }
        return Text.of(
                "removal.saved",
                Text.count(cost.parameters()),
                Text.count(cost.parameters() - parameters),
                Text.count(cost.multiplyAdds()),
                Text.count(cost.multiplyAdds() - multiplyAdds));
    }
}
