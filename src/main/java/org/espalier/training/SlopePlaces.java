package org.espalier.training;

import java.util.HashMap;
import java.util.Map;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.Shape;

/**
 * Which slope of a PReLU each value of an image has; slopes that are shared along an axis stand there once.
 *
 * @param places of the slopes that are not silenced in DL4J's array, row by row
 * @param slopeOf for each value, channels fastest, which of them it has
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SlopePlaces(int[] places, int[] slopeOf) {

    /** @param channels those that are not silenced, ascending */
    static SlopePlaces of(Network network, Layer.Passing layer, int... channels) {
        long[] stored = network.engine().getLayer(layer.name()).getParam("W").shape();
        boolean last = network.layoutBehind(layer.name()) == Layout.CHANNELS_LAST;
        Shape shape = layer.output();
        Map<Integer, Integer> known = new HashMap<>();
        int[] slopeOf = new int[shape.positions() * channels.length];
        for (int i = 0; i < slopeOf.length; i++) {
            int position = i / channels.length;
            int place = place(stored, last, shape, position, channels[i % channels.length]);
            slopeOf[i] = known.computeIfAbsent(place, absent -> known.size());
        }
        int[] places = new int[known.size()];
        known.forEach((place, slope) -> places[slope] = place);
        return new SlopePlaces(places, slopeOf);
    }

    private static int place(long[] stored, boolean last, Shape shape, int position, int channel) {
        int y = position / shape.width();
        int x = position % shape.width();
        if (stored.length < 3) {
            return channel % (int) stored[stored.length - 1];
        }
        int[] at = last ? new int[] {y, x, channel} : new int[] {channel, y, x};
        int place = 0;
        for (int axis = 0; axis < at.length; axis++) {
            int size = (int) stored[axis];
            place = place * size + (size == 1 ? 0 : at[axis]);
        }
        return place;
    }
}
