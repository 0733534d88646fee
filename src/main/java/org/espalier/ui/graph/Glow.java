package org.espalier.ui.graph;

import java.util.BitSet;
import org.espalier.network.Layer;

/**
 * What a card shows while units are pointed at.
 *
 * @param stepsBack whether other cards are what matters
 * @param made what would go of the channels behind the layer
 * @param read what would go of the channels in front of it, where it has weights for each of them
 * @param parameters that the layer would lose
 */
public record Glow(boolean stepsBack, Some made, Some read, long parameters) {

    /**
     * Some of a number of channels.
     *
     * @param all how many there are
     */
    public record Some(BitSet channels, int all) {
        static final Some NONE = new Some(new BitSet(), 0);

        public Some {
            if (channels.length() > all) {
                throw new IllegalArgumentException("no channel " + (channels.length() - 1) + " among " + all);
            }
            channels = (BitSet) channels.clone();
        }

        /** Those channels whose units are wanted. */
        static Some of(int[] units, BitSet wanted) {
            BitSet channels = new BitSet();
            for (int channel = 0; channel < units.length; channel++) {
                channels.set(channel, wanted.get(units[channel]));
            }
            return channels.isEmpty() ? NONE : new Some(channels, units.length);
        }

        /** All channels that a layer makes. */
        static Some allOf(Layer layer) {
            BitSet channels = new BitSet();
            channels.set(0, layer.output().channels());
            return new Some(channels, layer.output().channels());
        }

        @Override
        public BitSet channels() {
            return (BitSet) channels.clone();
        }

        public boolean isEmpty() {
            return channels.isEmpty();
        }
    }

    /** Nothing is pointed at. */
    public static final Glow NONE = new Glow(false, Some.NONE, Some.NONE, 0);
    /** Something else is. */
    public static final Glow STEPPED_BACK = new Glow(true, Some.NONE, Some.NONE, 0);

    public Glow {
        if (parameters < 0) {
            throw new IllegalArgumentException("a layer loses no fewer than 0 parameters, not " + parameters);
        }
    }

    /** Whether something of this layer goes with what is pointed at. */
    public boolean isLit() {
        return !made.isEmpty() || !read.isEmpty();
    }
}
