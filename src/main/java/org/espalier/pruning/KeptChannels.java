package org.espalier.pruning;

import java.util.stream.IntStream;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * The channels that stay on both sides of a layer, ascending, by their places in the uncut network.
 *
 * @param front of its first input
 * @param behind of what it makes
 */
record KeptChannels(int[] front, int[] behind) {

    static KeptChannels of(Network network, PruningMask mask, String layer) {
        return new KeptChannels(
                kept(network.units().inFrontOf(layer), mask),
                kept(network.units().behind(layer), mask));
    }

    /** The places of the units that stay. */
    static int[] kept(int[] units, PruningMask mask) {
        return IntStream.range(0, units.length)
                .filter(channel -> !mask.removesUnit(units[channel]))
                .toArray();
    }
}
