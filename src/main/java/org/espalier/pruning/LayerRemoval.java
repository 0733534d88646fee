package org.espalier.pruning;

import java.util.List;
import org.espalier.text.Text;

/**
 * A part of a network that can go as a whole, because what stands in for it has the same shape.
 *
 * @param kind what is left in its place
 * @param layers those that go, in the graph's order
 * @param standIn whose values come in the place of {@code place}'s; of a merge, the layer that takes both in
 * @param place the last layer of the part
 */
public record LayerRemoval(Kind kind, List<String> layers, String standIn, String place) {

    /** What is left in the place of a removed part. */
    public enum Kind {
        /** Its input, as it came in (the identity). */
        SKIPPED,
        /** The other side of an addition: a residual block's shortcut, or its body. */
        BRANCH,
        /** One layer that does exactly what two linear neighbours did. */
        MERGED
    }

    public LayerRemoval {
        layers = List.copyOf(layers);
        if (!layers.contains(place)) {
            throw new IllegalArgumentException(place + " is not among " + layers);
        }
    }

    /** Whether a layer goes, or takes in one that does. */
    boolean concerns(String layer) {
        return layers.contains(layer) || (kind == Kind.MERGED && standIn.equals(layer));
    }

    /** Whether the network answers as before, so that nothing has to be weighed against it. */
    public boolean isExact() {
        return kind == Kind.MERGED;
    }

    /** One line for a menu or the history, in the user's language. */
    public String sentence() {
        return switch (kind) {
            case SKIPPED -> Text.of("pruning.removal.skipped", String.join(", ", layers));
            case BRANCH -> Text.of("pruning.removal.branch", String.join(", ", layers), standIn);
            case MERGED -> Text.of("pruning.removal.merged", place, standIn);
        };
    }
}
