package org.espalier.network;

import java.util.Locale;
import org.espalier.text.Text;

/**
 * A wire along which removed units reach another layer.
 *
 * @param from the layer that is read
 * @param to the layer that reads it
 * @param number what the kind's sentence counts; 0 where it counts nothing
 */
public record Link(String from, String to, Kind kind, int number) {

    /** What a layer does with the channels that it reads, and so why they go together with something of it. */
    public enum Kind {
        /** A convolution has a kernel in every filter for each channel. */
        KERNELS,
        /** A dense layer has a row of weights for each feature. */
        ROW,
        /** The rows of a channel's pixels stand one behind the other; the number is how many. */
        ROWS_TOGETHER,
        /** The rows of a channel's pixels stand as far apart as there are channels; the number is how many. */
        ROWS_APART,
        /** Batch normalisation; the number is its values per channel. */
        NORM,
        /** Each channel is worked on by itself, and nothing is stored for it. */
        CHANNEL_BY_CHANNEL,
        /** The number of values is stored for each channel. */
        VALUES,
        /** A depthwise convolution makes the number of channels of each channel. */
        MULTIPLIED,
        /** Several inputs go through the same layers behind. */
        SHARED,
        /** All inputs must have the same channels. */
        ELEMENT_WISE,
        /** Channels one behind the other; the number is where these begin. */
        CONCATENATED,
        /** Some of the channels; the number is the first one. */
        SUBSET,
        /** Images become features, a channel's pixels one behind the other; the number is how many. */
        FLATTENED_TOGETHER,
        /** Images become features, pixel by pixel with all channels; the number is how many pixels. */
        FLATTENED_APART,
        /** A layer whose channels cannot be told apart. */
        OPAQUE
    }

    /** The reason in a few words, for a wire on a drawing: "4 values each". */
    public String label() {
        return Text.of("network.link.short." + kind.name().toLowerCase(Locale.ROOT), number);
    }

    /** The reason in the user's language. */
    public String sentence() {
        return Text.of("network.link." + kind.name().toLowerCase(Locale.ROOT), from, to, number);
    }
}
