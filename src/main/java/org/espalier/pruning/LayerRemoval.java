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
 * @param saved what the whole network has less without it, while nothing else is cut
 */
public record LayerRemoval(Kind kind, List<String> layers, String standIn, String place, Saved saved) {

    /** So many names are read at a glance. */
    private static final int NAMED = 6;

    /**
     * What goes with a part.
     *
     * @param parameters as DL4J stores them
     * @param multiplyAdds for one image
     */
    public record Saved(long parameters, long multiplyAdds) {}

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

    /** What was done, in one line of the history, in the user's language. */
    public String sentence() {
        return switch (kind) {
            case SKIPPED -> Text.of("pruning.removal.skipped", names());
            case BRANCH -> Text.of("pruning.removal.branch", names(), standIn);
            case MERGED -> Text.of("pruning.removal.merged", place, standIn);
        };
    }

    /** What can be done, in one line of a menu, in the user's language. */
    public String offer() {
        return switch (kind) {
            case SKIPPED -> Text.of("pruning.removal.skip", names(), standIn);
            case BRANCH -> Text.of("pruning.removal.leave-branch", names(), standIn);
            case MERGED -> Text.of("pruning.removal.merge", place, standIn);
        };
    }

    /** The layers that go; of many, the first ones and the last. */
    private String names() {
        if (layers.size() <= NAMED) {
            return String.join(", ", layers);
        }
        String first = String.join(", ", layers.subList(0, NAMED - 2));
        return Text.of("pruning.removal.many", first, layers.get(layers.size() - 1), Text.count(layers.size()));
    }
}
