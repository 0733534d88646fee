package org.espalier.network;

import java.util.Locale;
import org.espalier.text.Text;

/**
 * Why units may not be removed.
 *
 * @param layer the layer that is the reason; empty for {@link #NO}
 * @param type what DL4J calls that layer's kind, where we have no word for it, else empty
 */
public record Frozen(Reason reason, String layer, String type) {

    /** They may be. */
    public static final Frozen NO = new Frozen(Reason.NONE, "", "");

    /** Kinds of reasons. */
    public enum Reason {
        /** None: they may go. */
        NONE,
        /** They are channels of the images that enter the network. */
        INPUT,
        /** They are the network's answers. */
        OUTPUT,
        /** They are combined with the network's input, element by element. */
        TIED_TO_INPUT,
        /** Each of the layer's channels depends on several that it reads. */
        MIXES,
        /** The layer's units depend on each other behind its weights. */
        MIXES_ITS_UNITS,
        /** The layer combines inputs of different shapes, so that one value meets many. */
        BROADCASTS,
        /** Which of the layer's channels comes from which that it reads is not known. */
        UNKNOWN,
        /** The layer was frozen when the network was made. */
        LOCKED
    }

    static Frozen by(Reason reason, Layer layer) {
        return new Frozen(reason, layer.name(), layer instanceof Layer.Opaque opaque ? opaque.type() : "");
    }

    public boolean isFrozen() {
        return reason != Reason.NONE;
    }

    /** The reason in the user's language, as a clause without a full stop; empty for {@link #NO}. */
    public String sentence() {
        return isFrozen() ? Text.of("network.frozen." + reason.name().toLowerCase(Locale.ROOT), layer, type) : "";
    }
}
