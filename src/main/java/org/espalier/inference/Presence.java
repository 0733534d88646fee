package org.espalier.inference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.espalier.network.PruningMask;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of each slot exist in a run, and which of those are silenced.
 *
 * <p>A unit that is silenced is left out altogether, unless the run starts from activations that hold it: then
 * the layers that read it leave it out. Lists are the same objects as long as they are equal, so that whoever
 * depends on one sees by identity whether it changed.
 */
final class Presence {

    private final int[][] present;
    private final int[][] kept;

    private Presence(int[][] present, int[][] kept) {
        this.present = present;
        this.kept = kept;
    }

    /** @param held units that are silenced, and exist nevertheless */
    static Presence of(List<Slot> slots, PruningMask mask, BitSet held, @Nullable Presence before) {
        BitSet silenced = mask.units();
        BitSet absent = mask.units();
        absent.andNot(held);
        for (Slot slot : slots) {
            // An operation without channels does not exist; its readers silence the one that stays.
            if (slot.shape().channels() == count(slot, absent)) {
                absent.clear(slot.unit(0));
            }
        }
        int[][] present = new int[slots.size()][];
        int[][] kept = new int[slots.size()][];
        for (Slot slot : slots) {
            int i = slot.index();
            present[i] = same(before == null ? null : before.present[i], without(slot, absent));
            int[] left = without(slot, silenced);
            kept[i] =
                    left.length == present[i].length ? present[i] : same(before == null ? null : before.kept[i], left);
        }
        return new Presence(present, kept);
    }

    /** The channels that exist, ascending. */
    int[] present(Slot slot) {
        return present[slot.index()];
    }

    /** Of the channels that exist, those that are not silenced. */
    int[] kept(Slot slot) {
        return kept[slot.index()];
    }

    private static int[] same(int @Nullable [] before, int[] now) {
        return before != null && Arrays.equals(before, now) ? before : now;
    }

    private static int count(Slot slot, BitSet units) {
        int count = 0;
        for (int channel = 0; channel < slot.shape().channels(); channel++) {
            count += units.get(slot.unit(channel)) ? 1 : 0;
        }
        return count;
    }

    private static int[] without(Slot slot, BitSet units) {
        int[] channels = new int[slot.shape().channels()];
        int count = 0;
        for (int channel = 0; channel < channels.length; channel++) {
            if (!units.get(slot.unit(channel))) {
                channels[count++] = channel;
            }
        }
        return Arrays.copyOf(channels, count);
    }
}
